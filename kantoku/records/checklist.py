"""The office's own list of confirmation items, in versions."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from kantoku.records.base import About, Identifier, Part, Record, Text, Unfit
from kantoku.wording import N_

Needed = Annotated[Text, Field(min_length=1)]


class ChecklistItem(Part):
    """One measure to be confirmed. Source: guideline annex 1 for the items that come with the program."""

    code: Annotated[Needed, About(N_("Code"), needed=True)]
    group_code: Annotated[Needed, About(N_("Group code"), needed=True)]
    group_title: Annotated[Needed, About(N_("Group"), needed=True)]
    wording: Annotated[Needed, About(N_("Wording"), needed=True)]
    evidence: Annotated[Text | None, About(N_("Evidence asked for"))] = None
    source: Annotated[Text | None, About(N_("Source"))] = None


class Checklist(Record):
    """A version of the list of confirmation items (確認項目の版). Source: guideline annex 1; design.

    A version stays as it was first recorded, because confirmations name it: what changes is a new version.
    """

    kind: ClassVar[str] = "checklist"
    label: ClassVar[str] = N_("List of confirmation items")
    label_plural: ClassVar[str] = N_("Lists of confirmation items")

    version: Annotated[Identifier, About(N_("Version"), needed=True, identifier=True)]
    valid_from_on: Annotated[datetime.date, About(N_("Used from"), needed=True)]
    items: Annotated[
        tuple[ChecklistItem, ...], Field(min_length=1), About(N_("Items"), needed=True, source="ppc-gl-annex1")
    ]
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None

    @field_validator("items")
    @classmethod
    def _each_code_once(cls, items: tuple[ChecklistItem, ...]) -> tuple[ChecklistItem, ...]:
        codes = [item.code for item in items]
        if twice := next((code for code in codes if codes.count(code) > 1), None):
            raise Unfit(N_("the code {code} stands twice"), code=twice)
        return items
