"""The sheets of the oversight register: for each the report it shows, and its columns."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kantoku.catalogue import clauses, selection_items
from kantoku.exports.columns import Column, Kind, as_in, of, of_choice
from kantoku.exports.lists import (
    CONTRACT_NUMBER,
    HITS,
    ORGANISATION,
    RECORD_ID,
    RULES,
    STANDING,
    STATUS,
    TIER,
    UNDER_WHOM,
    with_words,
)
from kantoku.exports.states import Reportability
from kantoku.reading import Reading
from kantoku.records import (
    Audit,
    Contract,
    Disposal,
    Finding,
    HandlingConfirmation,
    Incident,
    Organisation,
    PeriodicReport,
    PermissionDecision,
    PermissionRequest,
    Subcontract,
)
from kantoku.records.audit import AuditSubject
from kantoku.records.confirmation import ItemResult, Overall, Sheet
from kantoku.records.disposal import LACKS
from kantoku.records.finding import LateralCheck
from kantoku.records.incident import Knowledge, Stream, StreamState
from kantoku.records.parts import Clause
from kantoku.records.selection import AssessedItem, Fitness
from kantoku.wording import N_, _, language


@dataclass(frozen=True)
class RegisterSheet:
    """One table. key: its name in notes and tests. frozen: columns that stay in sight. if_any: left out when empty."""

    key: str
    title: str
    report: str
    columns: Mapping[str, Column]
    frozen: int = 1
    if_any: bool = False


def sheets() -> tuple[RegisterSheet, ...]:
    """All sheets in their order, in the language of the running context."""
    supervision = (_CONFIRMATIONS, _reports(), _AUDITS, _FINDINGS, _incidents(), _DISPOSALS)
    return (_contracts(), _CHAIN, _PERMISSIONS, *supervision, _HITS)


def parameters(report: str) -> dict[str, Any]:
    """What a report needs beside the clocks."""
    if report == "export_contracts":
        return {"required_clauses": [clause.code for clause in clauses() if clause.required_for_spi]}
    return {"rule": None, "contract": None} if report == "attention" else {}


def frame_of(
    ledger: Reading, sheet: RegisterSheet, *, as_of: datetime.date, at_seq: int, contracts: Sequence[str] | None = None
) -> pd.DataFrame:
    """The rows of a sheet. contracts: the ids of those that it is about, all if not given."""
    given = parameters(sheet.report) | {"contracts": None if contracts is None else list(contracts)}
    frame = ledger.read(sheet.report, as_of=as_of, at_seq=at_seq, **given)
    if sheet.report != "attention":
        return frame
    return with_words(frame if contracts is None else frame[frame["contract_id"].isin(contracts)])


def _contracts() -> RegisterSheet:
    return RegisterSheet(
        "contracts",
        N_("Contracts for entrusted work"),
        "export_contracts",
        {
            **of(Contract, "number", "title", "section"),
            "organisation": as_in(Contract, "organisation_id"),
            **of(Organisation, "corporate_number"),
            **of(Contract, "category", "entrustment", "entrustment_reason", "stage", "assessed_on", "assessment"),
            **of(Contract, "signed_on", "starts_on", "ends_on", "amount"),
            **of(Contract, "data_class", "affair", "affair_basis_kind", "affair_basis", "policy", "none_declared_on"),
            "unseen_clauses": Column(
                N_("Required clauses not seen in the contract"),
                Kind.LONG,
                labels=_clause_texts(),
            ),
            **of(Contract, "pia_reference", "pia_kind", "pia_number"),
            **of(Contract, "pia_impact", "pia_judged_on", "pia_published_on"),
            "subcontracts": Column(N_("Number of subcontracts"), Kind.NUMBER),
            "deepest_tier": Column(N_("Deepest tier"), Kind.NUMBER),
            "standing": replace(STANDING, heading=N_("Overall standing, whole chain")),
            "rules": RULES,
            **of(Contract, "protection_officer", "officer", "method", "entrustment_evidence", "assessed_by"),
            "assessed_items": as_in(Contract, "assessed_items", labels=_assessed()),
            "assessment_grounds": as_in(AssessedItem, "note", kind=Kind.LONG),
            **of(Contract, "affair_name", "spi_file", "file_purpose", "data_items", "persons_scope", "collection"),
            **of(Contract, "persons_count", "persons_band", "handlers", "transfers", "transfer_note", "name_known_by"),
            "places": as_in(Contract, "places", kind=Kind.LONG),
            "clause_articles": as_in(Clause, "article", kind=Kind.LONG),
            **of(Contract, "ended_on", "is_principal_part_barred", "reporting_interval", "audit_interval_months"),
            **of(Contract, "pia_matter", "pia_subcontracting", "pia_subcontracted", "note"),
            "contract_id": RECORD_ID,
        },
        frozen=2,
    )


def _assessed() -> dict[str, str]:
    """What an item was assessed as, in words: `code:result` → both."""
    return {
        f"{item.code}:{each.value}": f"{item.code} {_(each.label)}" for item in selection_items() for each in Fitness
    }


def _streams() -> dict[str, str]:
    """How far a stream of work has come, in words: `stream:state` → both."""
    return {
        f"{stream.value}:{state.value}": f"{_(stream.label)} {_(state.label)}"
        for stream in Stream
        for state in StreamState
    }


def _clause_texts() -> dict[str, str]:
    return {clause.code: clause.text(language()) for clause in clauses()}


def _reports() -> RegisterSheet:
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
            "clauses_not_kept": Column(N_("Clauses not, or only partly, kept"), Kind.LONG, labels=_clause_texts()),
            **of(PeriodicReport, "subcontracting", "subcontracting_note", "staff_changes"),
            "trainings": Column(N_("Trainings"), Kind.NUMBER),
            **of(PeriodicReport, "carried_media", "accidents", "note"),
            "report_id": RECORD_ID,
        },
    )


_CHAIN = RegisterSheet(
    "chain",
    N_("Chain of subcontracting"),
    "export_chain",
    {
        "contract_number": CONTRACT_NUMBER,
        "tier": TIER,
        "organisation": replace(ORGANISATION, indented_by="tier"),
        **of(Organisation, "corporate_number"),
        "parent_organisation": UNDER_WHOM,
        **of(Contract, "section"),
        "work": Column(N_("Work entrusted"), Kind.LONG),
        **of(Subcontract, "data_class", "starts_on", "ends_on"),
        "is_live": Column(N_("Under way on the day"), Kind.BOOLEAN),
        "permission_state": STATUS["permission_state"],
        "permitted_on": STATUS["permitted_on"],
        "permitted_until_on": as_in(PermissionDecision, "valid_until_on", kind=Kind.DATE),
        "grounded": STATUS["grounded"],
        "confirmation_state": STATUS["confirmation_state"],
        **of(HandlingConfirmation, "confirmed_on"),
        "confirmation_until_on": as_in(HandlingConfirmation, "valid_until_on", kind=Kind.DATE),
        "audit_state": STATUS["audit_state"],
        "last_audited_on": STATUS["last_audited_on"],
        "next_audit_due_on": STATUS["next_audit_due_on"],
        **of(Subcontract, "extent", "is_principal_part", "contracted_on"),
        "has_clauses": Column(N_("Contract with the tier above has all clauses"), Kind.BOOLEAN),
        **of(Subcontract, "supervised_on"),
        "open_findings": Column(N_("Findings not closed"), Kind.NUMBER),
        "standing": STANDING,
        "rules": RULES,
        **of(Subcontract, "reason", "override_reason", "data_items", "media", "persons_count", "persons_band"),
        **of(Subcontract, "handling"),
        "places": as_in(Subcontract, "places", kind=Kind.LONG),
        **of(Subcontract, "handlers", "responsible", "amount", "actual_started_on", "actual_ended_on", "supervision"),
        **of(Subcontract, "status_reported_on", "origin", "discovered_on", "note"),
        "engagement_id": RECORD_ID,
    },
    frozen=3,
)

_PERMISSIONS = RegisterSheet(
    "permissions",
    N_("Permission requests, decisions"),
    "export_permissions",
    {
        "contract_number": CONTRACT_NUMBER,
        "tier": TIER,
        "organisation": as_in(Subcontract, "organisation_id"),
        "parent_organisation": UNDER_WHOM,
        **of(PermissionRequest, "number", "request_type", "applicant", "requested_on", "wanted_from_on"),
        **of(PermissionRequest, "data_class", "starts_on", "ends_on", "withdrawn_on", "work"),
        "confirmed_on": Column(N_("Confirmed before the decision on"), Kind.DATE),
        "confirmed_result": of_choice(N_("Result of that confirmation"), Overall),
        **of(PermissionDecision, "outcome", "decided_on", "decided_by", "decided_for", "taken"),
        **of(PermissionDecision, "document_number", "late_reason"),
        "condition_texts": as_in(PermissionDecision, "conditions", kind=Kind.LONG),
        "open_conditions": Column(N_("Conditions not fulfilled"), Kind.NUMBER),
        **of(PermissionDecision, "valid_from_on", "valid_until_on", "reason", "notified_on", "revoked_on"),
        **of(PermissionDecision, "revoked_reason"),
        "logged_at": Column(N_("Decision logged at"), Kind.MOMENT),
        **of(PermissionDecision, "capacity", "decided_instead_of", "is_work_within", "permitted_work"),
        **of(PermissionDecision, "permitted_data_items"),
        "permitted_places": as_in(PermissionDecision, "permitted_places", kind=Kind.LONG),
        **of(PermissionDecision, "start_by_on", "told_on", "checked_on"),
        **of(PermissionRequest, "endorsed_by", "data_items"),
        "places": as_in(PermissionRequest, "places", kind=Kind.LONG),
        **of(PermissionRequest, "received_on", "drafted_by", "opinion", "pia_impact", "systems_opinion"),
        **of(PermissionRequest, "privacy_opinion", "capability", "start_report", "status_report_interval", "note"),
        "request_id": Column(N_("Record id of the request"), Kind.CODE),
        "decision_id": Column(N_("Record id of the decision"), Kind.CODE),
    },
    frozen=3,
)

_CONFIRMATIONS = RegisterSheet(
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

_AUDITS = RegisterSheet(
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

_FINDINGS = RegisterSheet(
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
    if_any=True,
)


def _incidents() -> RegisterSheet:
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


_DISPOSALS = RegisterSheet(
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

_HITS = RegisterSheet("hits", N_("Rule hits"), "attention", HITS, frozen=2)
