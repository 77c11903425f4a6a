"""What the assessment of a file (特定個人情報保護評価, PIA) says of an entrustment.

Source: 番号法28条; PIA form, part II 4.
"""

from kantoku.records.base import Choice
from kantoku.wording import N_


class PiaKind(Choice):
    """Which form the statement has (評価書の種別)."""

    FULL = "full", N_("Full assessment")
    PRIORITY = "priority", N_("Assessment of priority items")
    BASIC = "basic", N_("Assessment of basic items")


class PiaImpact(Choice):
    NONE = "none", N_("No effect on the PIA")
    AMEND = "amend", N_("Amend the PIA statement")
    MATERIAL = "material", N_("Material change of the PIA")


class PiaSubcontracting(Choice):
    """Whether the statement says that the work is subcontracted (再委託の有無, item ⑦)."""

    YES = "yes", N_("It is subcontracted")
    NO = "no", N_("It is not subcontracted")
