"""Whether a contractor was fit to be chosen: the assessment of its selection, before the work starts."""

from typing import Annotated

from kantoku.records.base import About, Choice, Part, Text
from kantoku.wording import N_


class Fitness(Choice):
    """Result of the assessment of a contractor, or of one of its items."""

    FIT = "fit", N_("Fit")
    CONDITIONAL = "conditional", N_("Fit on conditions")
    UNFIT = "unfit", N_("Not fit")


class AssessedItem(Part):
    """One item of the assessment. Source: PPC guideline 4-2-(1)1B 1 (item list of the catalogue)."""

    code: Annotated[Text, About(N_("Item"))]
    result: Annotated[Fitness, About(N_("Result"))]
    note: Annotated[Text | None, About(N_("Grounds"))] = None
