"""The sheets of the oversight register: for each the report it shows, and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kantoku.catalogue import clauses
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
)
from kantoku.exports.states import Reportability
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
from kantoku.records.incident import Knowledge
from kantoku.wording import N_, language


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
    supervision = (_CONFIRMATIONS, _reports(), _AUDITS, _FINDINGS, _INCIDENTS, _DISPOSALS)
    return (_contracts(), _CHAIN, _PERMISSIONS, *supervision, _HITS)


def parameters(report: str) -> dict[str, Any]:
    """What a report needs beside the clocks."""
    if report == "export_contracts":
        return {"required_clauses": [clause.code for clause in clauses() if clause.required_for_spi]}
    return {"rule": None, "contract": None} if report == "attention" else {}


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
            "contract_id": RECORD_ID,
        },
        frozen=2,
    )


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
        **of(PermissionRequest, "data_class", "starts_on", "ends_on", "withdrawn_on"),
        "confirmed_on": Column(N_("Confirmed before the decision on"), Kind.DATE),
        "confirmed_result": of_choice(N_("Result of that confirmation"), Overall),
        **of(PermissionDecision, "outcome", "decided_on", "decided_by", "decided_for", "taken"),
        **of(PermissionDecision, "document_number", "late_reason"),
        "condition_texts": as_in(PermissionDecision, "conditions", kind=Kind.LONG),
        "open_conditions": Column(N_("Conditions not fulfilled"), Kind.NUMBER),
        **of(PermissionDecision, "valid_from_on", "valid_until_on", "reason", "notified_on", "revoked_on"),
        **of(PermissionDecision, "revoked_reason"),
        "logged_at": Column(N_("Decision logged at"), Kind.MOMENT),
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
        **of(Audit, "report_received_on", "reported_on", "reported_to", "evidence_place", "published_on", "note"),
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
        "finding_id": RECORD_ID,
    },
    if_any=True,
)

_INCIDENTS = RegisterSheet(
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
        **of(Incident, "outline", "cause", "prevention", "closed_on", "closed_by", "closed_how", "note"),
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
        **of(Disposal, "note"),
        "disposal_id": RECORD_ID,
    },
    frozen=3,
)

_HITS = RegisterSheet("hits", N_("Rule hits"), "attention", HITS, frozen=2)
