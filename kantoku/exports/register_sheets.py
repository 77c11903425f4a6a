"""The sheets of the oversight register: for each the report it shows, and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kantoku.catalogue import clauses
from kantoku.exports.columns import Column, Kind, as_in, of, of_choice
from kantoku.exports.states import AuditState, ConfirmationState, Level, PermissionState, Standing
from kantoku.records import (
    KINDS,
    Audit,
    Contract,
    Finding,
    HandlingConfirmation,
    Organisation,
    PermissionDecision,
    PermissionRequest,
    Subcontract,
)
from kantoku.records.audit import AuditSubject
from kantoku.records.confirmation import ItemResult, Overall, Sheet
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


_TIER = Column(N_("Tier"), Kind.NUMBER)
_RECORD_ID = Column(N_("Record id"))
_RULES = Column(N_("Rules broken"))
_STANDING = of_choice(
    N_("Standing"),
    Standing,
    {Standing.BREACH: "bad", Standing.NEEDS_ACTION: "warning", Standing.IN_ORDER: "good"},
)
_CONTRACT_NUMBER = of(Contract, "number")["number"]
_CORPORATE_NUMBER = of(Organisation, "corporate_number")
_ORGANISATION = Column(Organisation.label)
_UNDER_WHOM = as_in(Subcontract, "parent_id")


def sheets() -> tuple[RegisterSheet, ...]:
    """All sheets in their order, in the language of the running context."""
    return (_contracts(), _CHAIN, _PERMISSIONS, _CONFIRMATIONS, _AUDITS, _FINDINGS, _HITS)


def parameters(report: str) -> dict[str, Any]:
    """What a report needs beside the clocks."""
    if report == "export_contracts":
        return {"required_clauses": [clause.code for clause in clauses() if clause.required_for_spi]}
    return {"rule": None, "contract": None} if report == "attention" else {}


def _contracts() -> RegisterSheet:
    return RegisterSheet(
        "contracts",
        Contract.label_plural,
        "export_contracts",
        {
            **of(Contract, "number", "title", "section"),
            "organisation": as_in(Contract, "organisation_id"),
            **_CORPORATE_NUMBER,
            **of(Contract, "category", "entrustment", "stage", "signed_on", "starts_on", "ends_on", "amount"),
            **of(Contract, "data_class", "affair", "affair_basis", "policy", "none_declared_on"),
            "unseen_clauses": Column(
                N_("Required clauses not seen in the contract"),
                Kind.LONG,
                labels={clause.code: clause.text(language()) for clause in clauses()},
            ),
            **of(Contract, "pia_reference"),
            "subcontracts": Column(N_("Number of subcontracts"), Kind.NUMBER),
            "deepest_tier": Column(N_("Deepest tier"), Kind.NUMBER),
            "standing": replace(_STANDING, heading=N_("Standing, whole chain")),
            "rules": _RULES,
            "contract_id": _RECORD_ID,
        },
        frozen=2,
    )


_CHAIN = RegisterSheet(
    "chain",
    N_("Chain of subcontracting"),
    "export_chain",
    {
        "contract_number": _CONTRACT_NUMBER,
        "tier": _TIER,
        "organisation": replace(_ORGANISATION, indented_by="tier"),
        **_CORPORATE_NUMBER,
        "parent_organisation": _UNDER_WHOM,
        **of(Contract, "section"),
        "work": Column(N_("Work entrusted"), Kind.LONG),
        **of(Subcontract, "data_class", "starts_on", "ends_on"),
        "is_live": Column(N_("Under way on the day"), Kind.BOOLEAN),
        "permission_state": of_choice(N_("Permission"), PermissionState),
        "permitted_on": Column(N_("Permitted on"), Kind.DATE),
        "permitted_until_on": as_in(PermissionDecision, "valid_until_on", kind=Kind.DATE),
        "grounded": Column(N_("Permitted at every tier above too"), Kind.BOOLEAN),
        "confirmation_state": of_choice(N_("State of the confirmation"), ConfirmationState),
        **of(HandlingConfirmation, "confirmed_on"),
        "confirmation_until_on": as_in(HandlingConfirmation, "valid_until_on", kind=Kind.DATE),
        "audit_state": of_choice(N_("State of the audit"), AuditState),
        "last_audited_on": Column(N_("Last audited on"), Kind.DATE),
        "next_audit_due_on": Column(N_("Next audit due on"), Kind.DATE),
        "open_findings": Column(N_("Open findings"), Kind.NUMBER),
        "standing": _STANDING,
        "rules": _RULES,
        "engagement_id": _RECORD_ID,
    },
    frozen=3,
)

_PERMISSIONS = RegisterSheet(
    "permissions",
    N_("Permission requests and decisions"),
    "export_permissions",
    {
        "contract_number": _CONTRACT_NUMBER,
        "tier": _TIER,
        "organisation": as_in(Subcontract, "organisation_id"),
        "parent_organisation": _UNDER_WHOM,
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
        "request_id": Column(N_("Record id of the request")),
        "decision_id": Column(N_("Record id of the decision")),
    },
    frozen=3,
)

_CONFIRMATIONS = RegisterSheet(
    "confirmations",
    HandlingConfirmation.label_plural,
    "export_confirmations",
    {
        "contract_number": _CONTRACT_NUMBER,
        "tier": _TIER,
        "organisation": _ORGANISATION,
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
        "is_complete": Column(N_("Complete"), Kind.BOOLEAN),
        **of(HandlingConfirmation, "valid_until_on", "shortfalls"),
        "sheet_name": as_in(HandlingConfirmation, "sheet"),
        "sheet_sha256": as_in(Sheet, "sha256"),
        **of(HandlingConfirmation, "is_presumed", "note"),
        "confirmation_id": _RECORD_ID,
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
        "contract_number": _CONTRACT_NUMBER,
        "tier": _TIER,
        "organisation": _ORGANISATION,
        **of(AuditSubject, "section", "system"),
        **of(Audit, "methods", "remote_reason"),
        "auditors": as_in(Audit, "auditors"),
        **of(Audit, "is_independent", "result", "opinion"),
        "findings": Column(Finding.label_plural, Kind.NUMBER),
        **of(Audit, "report_received_on", "reported_on", "reported_to", "evidence_place", "published_on", "note"),
        "audit_id": _RECORD_ID,
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
        "contract_number": _CONTRACT_NUMBER,
        "tier": _TIER,
        "organisation": _ORGANISATION,
        **of(Finding, "section", "finding_class", "severity", "item_code", "content", "basis", "found_on", "owner"),
        **of(Finding, "plan", "due_on", "state", "reported_on", "verified_on", "verified_by", "verified_how"),
        **of(Finding, "lateral_check", "is_recurrence"),
        "finding_id": _RECORD_ID,
    },
    if_any=True,
)

_HITS = RegisterSheet(
    "hits",
    N_("Rule hits"),
    "attention",
    {
        "level": of_choice(
            N_("Gravity"), Level, {Level.BREACH: "bad", Level.OVERDUE: "warning", Level.INCOMPLETE: "warning"}
        ),
        "rule": Column(N_("Rule")),
        "title": Column(N_("What the rule is about")),
        "since": Column(N_("Since"), Kind.DATE),
        "contract_number": _CONTRACT_NUMBER,
        "contract_title": of(Contract, "title")["title"],
        **of(Contract, "section"),
        "organisation": _ORGANISATION,
        **_CORPORATE_NUMBER,
        "tier": _TIER,
        "says": Column(N_("What was found"), Kind.LONG),
        "basis": Column(N_("Legal basis"), Kind.LONG),
        "remedy": Column(N_("What to do"), Kind.LONG),
        "subject_kind": Column(N_("Record concerned"), labels={kind: record.label for kind, record in KINDS.items()}),
        "subject_id": _RECORD_ID,
    },
    frozen=2,
)
