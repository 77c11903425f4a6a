"""Vocabularies that several record types share. Sources: 番号法, APPI, and the PIA form (対象人数, 取扱者数)."""

from kantoku.records.base import Choice
from kantoku.wording import N_


class DataClass(Choice):
    """What personal data the work touches (個人情報の区分). Unknown is treated as personal data."""

    NONE = "none", N_("No personal data")
    PERSONAL = "personal", N_("Personal data held")
    SENSITIVE = "sensitive", N_("Special care-required personal data")
    SPI = "spi", N_("Specific Personal Information")
    UNKNOWN = "unknown", N_("Data class unknown")


class PersonsBand(Choice):
    """Number of data subjects, in the bands of the assessment form (PIA Ⅱ-4②)."""

    UNDER_10K = "under_10k", N_("Under 10,000")
    UNDER_100K = "under_100k", N_("10,000 to under 100,000")
    UNDER_1M = "under_1m", N_("100,000 to under 1,000,000")
    UNDER_10M = "under_10m", N_("1,000,000 to under 10,000,000")
    OVER_10M = "over_10m", N_("10,000,000 or more")


class ClauseState(Choice):
    PRESENT = "present", N_("Present")
    ABSENT = "absent", N_("Absent")
    NOT_APPLICABLE = "not_applicable", N_("Not applicable")


class PlaceUse(Choice):
    """Control of a place (管理区域, 取扱区域): guideline annex 2E-a."""

    CONTROLLED = "controlled", N_("Controlled area")
    HANDLING = "handling", N_("Handling area")
    OTHER = "other", N_("Other place")
