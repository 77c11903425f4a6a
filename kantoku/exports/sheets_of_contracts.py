"""The sheets of the register about what was entrusted: contracts, their chains, and the permissions."""

from dataclasses import replace

from kantoku.catalogue import selection_items
from kantoku.exports.columns import Column, Kind, as_in, of, of_choice
from kantoku.exports.lists import CONTRACT_NUMBER, ORGANISATION, RECORD_ID, RULES, STANDING, STATUS, TIER, UNDER_WHOM
from kantoku.exports.register_sheet import RegisterSheet, clause_texts
from kantoku.records import (
    Contract,
    HandlingConfirmation,
    Organisation,
    PermissionDecision,
    PermissionRequest,
    Subcontract,
)
from kantoku.records.confirmation import Overall
from kantoku.records.parts import Clause
from kantoku.records.selection import AssessedItem, Fitness
from kantoku.wording import N_, _


def contracts() -> RegisterSheet:
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
                labels=clause_texts(),
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


CHAIN = RegisterSheet(
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

PERMISSIONS = RegisterSheet(
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
