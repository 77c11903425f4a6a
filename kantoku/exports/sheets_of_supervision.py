"""The sheets of the register about how the work is watched: from confirmations to the disposal of data."""

from kantoku.exports.columns import Column, Kind, as_in, of, of_choice
from kantoku.exports.lists import CONTRACT_NUMBER, ORGANISATION, RECORD_ID, TIER
from kantoku.exports.register_sheet import RegisterSheet, clause_texts
from kantoku.exports.states import Reportability
from kantoku.records import (
    Audit,
    Contract,
    Disposal,
    Finding,
    HandlingConfirmation,
    Incident,
    PeriodicReport,
    Subcontract,
)
from kantoku.records.audit import AuditSubject
from kantoku.records.confirmation import ItemResult, Sheet
from kantoku.records.disposal import LACKS
from kantoku.records.finding import LateralCheck
from kantoku.records.incident import Knowledge, Stream, StreamState
from kantoku.wording import N_, _

CONFIRMATIONS = RegisterSheet(
    "confirmations",
    HandlingConfirmation.label_plural,
    "export_confirmations",
    {
        "contract_number": CONTRACT_NUMBER,
        "tier": TIER,
        "organisation": ORGANISATION,
        **of(HandlingConfirmation, "number", "occasion", "confirmed_on", "confirmed_by", "method", "form"),
        **{
            name: Column(choice.label, Kind.NUMBER)
            for name, choice in (
                ("done", ItemResult.DONE),
                ("partly", ItemResult.PARTLY),
                ("not_done", ItemResult.NOT_DONE),
                ("not_applicable", ItemResult.NOT_APPLICABLE),
            )
        },
        "unanswered": Column(N_("Not answered"), Kind.NUMBER),
        **of(HandlingConfirmation, "overall"),
        "is_complete": Column(N_("Filled in completely"), Kind.BOOLEAN),
        **of(HandlingConfirmation, "valid_until_on", "shortfalls"),
        "sheet_name": as_in(HandlingConfirmation, "sheet"),
        "sheet_sha256": as_in(Sheet, "sha256", kind=Kind.CODE),
        **of(HandlingConfirmation, "is_presumed", "note"),
        "covered_with": Column(N_("Covered by the confirmation for contract"), Kind.CODE),
        "confirmation_id": RECORD_ID,
    },
    frozen=3,
)


def reports() -> RegisterSheet:
    return RegisterSheet(
        "reports",
        PeriodicReport.label_plural,
        "export_reports",
        {
            "contract_number": CONTRACT_NUMBER,
            "contract_title": as_in(Contract, "title"),
            **of(Contract, "section"),
            "organisation": as_in(Contract, "organisation_id"),
            **of(PeriodicReport, "number", "period_from_on", "period_until_on"),
            "was_due_on": as_in(PeriodicReport, "due_on", kind=Kind.DATE),
            **of(PeriodicReport, "submitted_on"),
            "days_late": Column(N_("Days late"), Kind.NUMBER),
            **of(PeriodicReport, "received_by", "compliance"),
            "clauses_not_kept": Column(N_("Clauses not, or only partly, kept"), Kind.LONG, labels=clause_texts()),
            **of(PeriodicReport, "subcontracting", "subcontracting_note", "staff_changes"),
            "trainings": Column(N_("Trainings"), Kind.NUMBER),
            **of(PeriodicReport, "carried_media", "accidents", "note"),
            "report_id": RECORD_ID,
        },
    )


AUDITS = RegisterSheet(
    "audits",
    Audit.label_plural,
    "export_audits",
    {
        **of(Audit, "number", "title", "audit_kind", "conducted_by"),
        "fiscal_year": as_in(Audit, "fiscal_year", kind=Kind.FISCAL_YEAR),
        **of(Audit, "planned_on", "audited_on"),
        "contract_number": CONTRACT_NUMBER,
        "tier": TIER,
        "organisation": ORGANISATION,
        **of(AuditSubject, "section", "system"),
        **of(Audit, "methods", "remote_reason"),
        "auditors": as_in(Audit, "auditors"),
        **of(Audit, "is_independent", "result", "opinion"),
        "findings": Column(Finding.label_plural, Kind.NUMBER),
        **of(Audit, "report_received_on", "reported_on", "reported_to", "evidence_place", "published_on"),
        **of(Audit, "purpose", "theme", "standards", "referred_standards", "commendations"),
        **of(Audit, "review", "reviewed_on", "review_reason", "note"),
        "audit_id": RECORD_ID,
    },
    frozen=2,
)

FINDINGS = RegisterSheet(
    "findings",
    Finding.label_plural,
    "export_findings",
    {
        **of(Finding, "number", "source"),
        "audit_number": as_in(Audit, "number"),
        "contract_number": CONTRACT_NUMBER,
        "tier": TIER,
        "organisation": ORGANISATION,
        **of(Finding, "section", "finding_class", "severity", "item_code", "content", "basis", "found_on", "owner"),
        **of(Finding, "plan", "due_on", "state", "reported_on", "verified_on", "verified_by", "verified_how"),
        **of(Finding, "lateral_check", "is_recurrence"),
        "recurs": as_in(Finding, "recurs_id", kind=Kind.LONG),
        "checked_elsewhere": as_in(Finding, "lateral_checks", kind=Kind.LONG),
        "found_elsewhere": as_in(LateralCheck, "is_found"),
        "finding_id": RECORD_ID,
    },
)


def incidents() -> RegisterSheet:
    return RegisterSheet(
        "incidents",
        Incident.label_plural,
        "export_incidents",
        {
            **of(Incident, "number", "title", "incident_kind"),
            "contract_number": CONTRACT_NUMBER,
            **of(Contract, "section"),
            "tier": TIER,
            "organisation": ORGANISATION,
            **of(Incident, "arisen_at", "state", "occurred_on"),
            **of(Knowledge, "known_on"),
            **of(Incident, "contractor_knew_on", "notice_received_on", "reportable_kinds", "is_encrypted", "persons"),
            "reportability": of_choice(N_("Report to the Commission"), Reportability),
            "first_due_on": Column(N_("First report due on"), Kind.DATE),
            **of(Incident, "first_reported_on"),
            "final_due_on": Column(N_("Final report due on"), Kind.DATE),
            **of(Incident, "finally_reported_on", "receipt_number", "no_report_reason", "persons_notified_on"),
            **of(Incident, "outline", "data_items", "cause", "secondary_damage", "persons_response", "publication"),
            **of(Incident, "prevention", "other", "closed_on", "closed_by", "closed_how"),
            **of(Incident, "found_by", "systems", "notice_received_time", "is_joint", "supplements"),
            **of(Incident, "persons_notified_how"),
            "streams": as_in(Incident, "streams", kind=Kind.LONG, labels=_streams()),
            **of(Incident, "note"),
            "incident_id": RECORD_ID,
        },
        frozen=2,
    )


def _streams() -> dict[str, str]:
    """How far a stream of work has come, in words: `stream:state` → both."""
    return {
        f"{stream.value}:{state.value}": f"{_(stream.label)} {_(state.label)}"
        for stream in Stream
        for state in StreamState
    }


DISPOSALS = RegisterSheet(
    "disposals",
    Disposal.label_plural,
    "export_disposals",
    {
        "contract_number": CONTRACT_NUMBER,
        "tier": TIER,
        "organisation": ORGANISATION,
        **of(Subcontract, "ends_on"),
        **of(Disposal, "ways", "disposed_on", "disposed_by", "what", "how"),
        "certificate_name": as_in(Disposal, "certificate"),
        "certificate_sha256": as_in(Sheet, "sha256", kind=Kind.CODE),
        **of(Disposal, "certificate_number", "no_certificate_reason", "confirmed_on", "confirmed_by"),
        "is_complete": Column(N_("Filled in completely"), Kind.BOOLEAN),
        "lacks": Column(N_("What the proof lacks"), Kind.LONG, labels=LACKS),
        **of(Disposal, "note"),
        "disposal_id": RECORD_ID,
    },
    frozen=3,
)
