"""What the oversight says of an engagement, in words: the values of queries/views and their labels (message ids)."""

from typing import Any

from kantoku.records.base import Choice
from kantoku.records.permission import Outcome
from kantoku.wording import N_, _


class PermissionState(Choice):
    """Where the permission of a subcontract stands. Source: queries/views/20_engagements.sql."""

    NONE = "none", N_("Never requested")
    REQUESTED = "requested", N_("Requested, undecided")
    PERMITTED = "permitted", Outcome.PERMITTED.label
    CONDITIONAL = "conditional", Outcome.CONDITIONAL.label
    REFUSED = "refused", Outcome.REFUSED.label
    WITHDRAWN = "withdrawn", N_("Request withdrawn")
    LAPSED = "lapsed", N_("Permission lapsed")
    REVOKED = "revoked", N_("Permission revoked")
    NOT_REQUIRED = "not_required", N_("No permission needed")


class ConfirmationState(Choice):
    """What the last confirmation is worth. Source: queries/views/50_oversight.sql."""

    NONE = "none", N_("Handling unconfirmed")
    INCOMPLETE = "incomplete", N_("Confirmation incomplete")
    NEGATIVE = "negative", N_("Control not secured")
    EXPIRED = "expired", N_("Confirmation expired")
    POSITIVE = "positive", N_("Handling confirmed")


class AuditState(Choice):
    """Whether it was audited in time. Source: queries/views/48_audit_states.sql."""

    NOT_REQUIRED = "not_required", N_("No audit needed")
    NEVER = "never", N_("No audit yet")
    OVERDUE = "overdue", N_("Audit overdue")
    DUE_SOON = "due_soon", N_("Audit due soon")
    COVERED = "covered", N_("Audited in time")


class Standing(Choice):
    """What the rules make of it all. Source: queries/status/status.sql."""

    BREACH = "breach", N_("Breach")
    NEEDS_ACTION = "needs_action", N_("Action needed")
    IN_ORDER = "in_order", N_("In order")
    NOT_BEGUN = "not_begun", N_("Not begun yet")


class Level(Choice):
    """How grave a rule hit is, the gravest first (kantoku.rules.LEVELS)."""

    BREACH = "breach", N_("Breach")
    OVERDUE = "overdue", N_("Past its date")
    INCOMPLETE = "incomplete", N_("Something missing")


class DisposalState(Choice):
    """What is on record of a tier's data at the end of its work. Source: queries/reports/contract_disposals.sql."""

    PROVED = "proved", N_("Disposal proved")
    INCOMPLETE = "incomplete", N_("Proof incomplete")
    OVERDUE = "overdue", N_("Proof overdue")
    DUE = "due", N_("Proof due")
    TO_COME = "to_come", N_("Work under way")
    NOT_NEEDED = "not_needed", N_("No proof needed")


class Reportability(Choice):
    """Must an incident be reported to the Commission? Source: queries/views/64_incident_clocks.sql."""

    REPORTABLE = "reportable", N_("Must be reported")
    UNDETERMINED = "undetermined", N_("Not settled whether to report")
    GUIDELINE = "guideline", N_("Report under the guideline")
    EXEMPT = "exempt", N_("Exempt from the report")


_TIERS = {1: N_("Contractor"), 2: N_("Subcontractor"), 3: N_("Sub-subcontractor")}


def tier(number: Any) -> str:
    """What an organisation at that tier is called: 委託先, 再委託先, 再々委託先, then 第4階層 and so on."""
    return _(_TIERS[number]) if number in _TIERS else _("Tier {number}", number=number)
