"""The record types, declared once."""

from kantoku.records.audit import Audit
from kantoku.records.base import Record
from kantoku.records.checklist import Checklist
from kantoku.records.confirmation import HandlingConfirmation
from kantoku.records.contract import Contract
from kantoku.records.disposal import Disposal
from kantoku.records.document import Document
from kantoku.records.finding import Finding
from kantoku.records.incident import Incident
from kantoku.records.journal_review import JournalReview
from kantoku.records.office import OFFICE_ID, Office
from kantoku.records.organisation import Organisation
from kantoku.records.periodic_report import PeriodicReport
from kantoku.records.permission import PermissionDecision, PermissionRequest
from kantoku.records.subcontract import Subcontract

KINDS: dict[str, type[Record]] = {
    record.kind: record
    for record in (
        Office,
        Organisation,
        Contract,
        Subcontract,
        PermissionRequest,
        PermissionDecision,
        Checklist,
        HandlingConfirmation,
        Audit,
        PeriodicReport,
        Disposal,
        Incident,
        Finding,
        JournalReview,
        Document,
    )
}

__all__ = [
    "KINDS",
    "OFFICE_ID",
    "Audit",
    "Checklist",
    "Contract",
    "Disposal",
    "Document",
    "Finding",
    "HandlingConfirmation",
    "Incident",
    "JournalReview",
    "Office",
    "Organisation",
    "PeriodicReport",
    "PermissionDecision",
    "PermissionRequest",
    "Record",
    "Subcontract",
]
