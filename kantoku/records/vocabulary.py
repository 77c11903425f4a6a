"""Vocabularies that several record types share. Sources: 番号法, APPI, and the PIA form (対象人数, 取扱者数)."""

from collections.abc import Mapping
from typing import Any, TypeVar

from kantoku.records.base import Choice
from kantoku.wording import N_

B = TypeVar("B")


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

    @classmethod
    def of(cls, count: int) -> "PersonsBand":
        """The band in which a number of persons lies."""
        return _band(
            count,
            {10_000: cls.UNDER_10K, 100_000: cls.UNDER_100K, 1_000_000: cls.UNDER_1M, 10_000_000: cls.UNDER_10M},
            cls.OVER_10M,
        )


def banded(values: Any) -> Any:
    """The values of a record, with the band that follows from a number of persons where one is given."""
    count = values.get("persons_count") if isinstance(values, dict) else None
    return values | {"persons_band": PersonsBand.of(count)} if isinstance(count, int) else values


class HandlersBand(Choice):
    """Number of handlers, in the bands of the assessment form (PIA Ⅱ-4③)."""

    UNDER_10 = "under_10", N_("Fewer than 10")
    UNDER_50 = "under_50", N_("10 to fewer than 50")
    UNDER_100 = "under_100", N_("50 to fewer than 100")
    UNDER_500 = "under_500", N_("100 to fewer than 500")
    UNDER_1000 = "under_1000", N_("500 to fewer than 1,000")
    OVER_1000 = "over_1000", N_("1,000 or more handlers")

    @classmethod
    def of(cls, count: int) -> "HandlersBand":
        """The band in which a number of handlers lies."""
        return _band(
            count,
            {10: cls.UNDER_10, 50: cls.UNDER_50, 100: cls.UNDER_100, 500: cls.UNDER_500, 1_000: cls.UNDER_1000},
            cls.OVER_1000,
        )


def _band(count: int, below: Mapping[int, B], else_: B) -> B:
    return next((band for limit, band in below.items() if count < limit), else_)


class Transfer(Choice):
    """How data is handed to the contractor, as in the assessment form (PIA Ⅱ-4④)."""

    LINE = "line", N_("Dedicated line")
    MAIL = "mail", N_("E-mail")
    MEDIA = "media", N_("Electronic media (but flash memory)")
    FLASH = "flash", N_("Flash memory")
    PAPER = "paper", N_("Paper")
    OTHER = "other", N_("Another way")


class ClauseState(Choice):
    PRESENT = "present", N_("Present")
    ABSENT = "absent", N_("Absent")
    NOT_APPLICABLE = "not_applicable", N_("Not applicable")


class PlaceUse(Choice):
    """Control of a place (管理区域, 取扱区域): guideline annex 2E-a."""

    CONTROLLED = "controlled", N_("Controlled area")
    HANDLING = "handling", N_("Handling area")
    OTHER = "other", N_("Other place")
