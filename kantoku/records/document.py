"""A file attached to a record: its bytes lie in the ledger under their SHA-256, this entry says what they are."""

import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from kantoku.records.base import LARGEST, About, Choice, Record, Text
from kantoku.wording import N_

SUBJECTS = (
    "office",
    "organisation",
    "contract",
    "subcontract",
    "permission_request",
    "permission_decision",
    "checklist",
    "handling_confirmation",
    "audit",
    "periodic_report",
    "disposal",
    "incident",
    "finding",
    "journal_review",
)
"""The kinds of record that a file can be attached to: all of them."""


class DocumentType(Choice):
    CERTIFICATE = "certificate", N_("Certificate")
    CHECKLIST = "checklist", N_("Filled-in checklist")
    MATERIALS = "materials", N_("Materials")
    REPORT = "report", N_("Report")
    CONTRACT = "contract", N_("Contract or its draft")
    CHART = "chart", N_("Chart of the organisation of work")
    PLEDGE = "pledge", N_("Written pledge")
    PHOTOGRAPH = "photograph", N_("Photograph")
    OTHER = "other", N_("Other document")


class Document(Record):
    """A file kept in the ledger, attached to one record (添付文書). Source: guideline annex 2C-b (records are kept).

    Its content is kept apart from this entry, once for each SHA-256. Withdrawing the document leaves the content where
    it is, because the past still shows it; only an erasure takes it away.
    """

    kind: ClassVar[str] = "document"
    label: ClassVar[str] = N_("Document")
    label_plural: ClassVar[str] = N_("Documents")

    name: Annotated[Text, Field(min_length=1), About(N_("File name"), needed=True)]
    size: Annotated[int, Field(ge=0, le=LARGEST), About(N_("Size (bytes)"), needed=True)]
    media_type: Annotated[Text, About(N_("Media type"), needed=True, help=N_("Found from the content"), computed=True)]
    sha256: Annotated[Text, About(N_("SHA-256"), needed=True, computed=True)]
    subject_kind: Annotated[Text, About(N_("Kind of record it belongs to"), needed=True, computed=True)]
    subject_id: Annotated[Text, About(N_("Record it belongs to"), needed=True, refers_to=SUBJECTS)]
    contract_id: Annotated[Text | None, About(N_("Contract"), refers_to=("contract",))] = None
    document_type: Annotated[DocumentType | None, About(N_("What it is"), needed=True)] = None
    dated_on: Annotated[datetime.date | None, About(N_("Date of the document"))] = None
    note: Annotated[Text | None, About(N_("Note"), long=True)] = None
