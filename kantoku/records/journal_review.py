"""The periodic review of what the journal records."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from kantoku.records.base import LARGEST, About, Record, Text
from kantoku.wording import N_


class JournalReview(Record):
    """A review of the journal (記録の定期的な分析). Source: guideline annex 1, 2C-b; R26."""

    kind: ClassVar[str] = "journal_review"
    label: ClassVar[str] = N_("Review of the journal")
    label_plural: ClassVar[str] = N_("Reviews of the journal")

    reviewed_on: Annotated[datetime.date, About(N_("Reviewed on"), needed=True, happened=True)]
    reviewed_by: Annotated[Text, Field(min_length=1), About(N_("Reviewed by"), needed=True)]
    until_seq: Annotated[int, Field(ge=0, le=LARGEST), About(N_("Reviewed up to entry"), needed=True)]
    looked_at: Annotated[Text | None, About(N_("What was looked at"), long=True)] = None
    found: Annotated[Text | None, About(N_("What was found"), needed=True, long=True)] = None
