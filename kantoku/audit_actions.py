"""What people do with audits and findings: plan a visit, record an audit, follow a finding to its verified close."""

from collections.abc import Sequence
from dataclasses import dataclass

from kantoku import acting, text
from kantoku.acting import Values
from kantoku.dates import fiscal_year
from kantoku.errors import InvalidRecord, KantokuError, NotSeparate
from kantoku.ledger import Change, Ledger, Receipt, new_id
from kantoku.people import surely_same_person
from kantoku.records import OFFICE_ID, Audit, Contract, Finding, Office
from kantoku.records.audit import AuditBy, AuditKind, AuditMethod
from kantoku.records.finding import STEPS, FindingSource, FindingState
from kantoku.records.office import Separation
from kantoku.wording import N_, _

NEEDED_TO_REPORT = ("reported_on",)
NEEDED_TO_CLOSE = ("verified_on", "verified_by", "verified_how")
"""The fields without which a finding does not take that step."""


@dataclass(frozen=True)
class RecordedAudit:
    """The ids of an audit and of the findings recorded with it, in the order given."""

    audit_id: str
    finding_ids: tuple[str, ...]


def plan_audit(ledger: Ledger, subjects: Sequence[Values], plan: Values, *, actor: str) -> str:
    """Plans one visit for several engagements; returns the audit's id.

    subjects: for each its contract_id and engagement_id. plan: other fields of the audit, planned_on among them. Raises
    InvalidRecord without an engagement or a day to come, and what Ledger.record raises.
    """
    audit = _audit({"audit_kind": AuditKind.INSPECTION, "conducted_by": AuditBy.OFFICE, **plan, "subjects": subjects})
    acting.need(audit, "planned_on", "subjects")
    if audit.planned_on and audit.planned_on < ledger.today():
        raise InvalidRecord([(_("Planned for"), _("has passed; an audit that took place is recorded, not planned"))])
    change = Change.new("audit.planned", audit)
    acting.record(ledger, [change], actor=actor)
    return change.record_id


def record_audit(
    ledger: Ledger,
    values: Values,
    findings: Sequence[Values] = (),
    *,
    actor: str,
    audit_id: str | None = None,
    base: int = 0,
    reason: str = "",
) -> RecordedAudit:
    """Records an audit with its findings as one act.

    audit_id, base: the planned or recorded audit that this is a later state of, and the revision it was read at. An
    audit that was recorded before is corrected, and that needs its reason. A finding begins as found by this audit on
    its day, about what all subjects have in common. Raises InvalidRecord without a day or a subject, or where a remote
    method has no reason (R15) or the day has not come, NotSeparate for an auditor of the audited section (R14), and
    what Ledger.record raises.
    """
    audit = _audit(values)
    acting.need(audit, "audited_on", "subjects", *(["remote_reason"] if AuditMethod.REMOTE in audit.methods else []))
    _refuse_own_auditors(ledger, audit)
    changes = [_audit_change(ledger, audit, audit_id or new_id(), base, reason)]
    changes += [Change.new("finding.recorded", _finding(audit, changes[0].record_id, given)) for given in findings]
    acting.record(ledger, changes, actor=actor)
    return RecordedAudit(changes[0].record_id, tuple(change.record_id for change in changes[1:]))


def begin_correction(ledger: Ledger, finding_id: str, *, base: int, actor: str) -> Receipt:
    """Records that the owner has begun to correct a finding. Raises NotAStep."""
    values = {"state": FindingState.UNDER_WAY}
    return _follow(ledger, finding_id, values, base=base, actor=actor, action="finding.begun")


def send_back(ledger: Ledger, finding_id: str, *, base: int, reason: str, actor: str) -> Receipt:
    """Records that the verification finds it not corrected, and why; it goes back to its owner. Raises NotAStep."""
    values = {"state": FindingState.UNDER_WAY, "reported_on": None}
    why = acting.reason_given(reason)
    return _follow(ledger, finding_id, values, base=base, actor=actor, reason=why, action="finding.sent_back")


def report_correction(ledger: Ledger, finding_id: str, values: Values, *, base: int, actor: str) -> Receipt:
    """Records that the owner reports a finding corrected; it then waits to be verified."""
    later = {"state": FindingState.REPORTED, **values}
    return _follow(ledger, finding_id, later, *NEEDED_TO_REPORT, base=base, actor=actor)


def close_finding(ledger: Ledger, finding_id: str, values: Values, *, base: int, actor: str) -> Receipt:
    """Closes a finding as verified, or with its risk accepted (values: state).

    Raises InvalidRecord unless it says when, by whom and how that was verified or settled (R18), and NotSeparate where
    the owner of the correction does so himself (R14).
    """
    owner, verifier = ledger.get("finding", finding_id)[0].model_dump()["owner"], values.get("verified_by")
    if surely_same_person(owner, verifier) and _must_be_separate(ledger):
        raise NotSeparate(N_("{person} owns this correction: somebody else verifies it."), person=owner)
    later = {"state": FindingState.VERIFIED, **values}
    return _follow(ledger, finding_id, later, *NEEDED_TO_CLOSE, base=base, actor=actor)


def _refuse_own_auditors(ledger: Ledger, audit: Audit) -> None:
    """An internal audit is not held by the section that is audited; visiting its contractor is that section's duty."""
    if audit.audit_kind is not AuditKind.INTERNAL:
        return
    audited = {subject.section or _section_of(ledger, subject.contract_id) for subject in audit.subjects}
    own = [auditor for auditor in audit.auditors if auditor.organisation and auditor.organisation in audited]
    if own and _must_be_separate(ledger):
        raise NotSeparate(
            N_("{person} is from the section that is audited ({section}): somebody else audits it."),
            person=own[0].name,
            section=own[0].organisation,
        )


def _section_of(ledger: Ledger, contract_id: str | None) -> str | None:
    if contract_id is None:
        return None
    contract, _revision = ledger.get("contract", contract_id)
    return contract.section if isinstance(contract, Contract) else None


def _must_be_separate(ledger: Ledger) -> bool:
    """Does the office's policy ask that one does not check oneself (R14)?"""
    office, _revision = ledger.get("office", OFFICE_ID)
    return isinstance(office, Office) and office.separation is Separation.REQUIRED


def _audit(values: Values) -> Audit:
    """The audit, with the fiscal year of its day and the kind that its method means where they are not given."""
    audit = Audit.read(values)
    day = audit.audited_on or audit.planned_on
    implied: Values = {}
    if audit.fiscal_year is None and day is not None:
        implied["fiscal_year"] = fiscal_year(day)
    is_through = AuditMethod.THROUGH_CONTRACTOR in audit.methods
    if audit.audit_kind is None:
        implied["audit_kind"] = AuditKind.THROUGH_CONTRACTOR if is_through else AuditKind.INSPECTION
    if audit.conducted_by is None:
        implied["conducted_by"] = AuditBy.CONTRACTOR if is_through else AuditBy.OFFICE
    return audit.model_copy(update=implied)


def _audit_change(ledger: Ledger, audit: Audit, audit_id: str, base: int, reason: str) -> Change:
    if not base:
        return Change("audit.recorded", "audit", audit_id, audit)
    before, _revision = ledger.get("audit", audit_id)
    was_planned = isinstance(before, Audit) and before.audited_on is None
    if not was_planned and not text.clean(reason):
        raise KantokuError(
            N_("Not recorded: the reason is missing"), N_("Say why this audit is corrected, then save again.")
        )
    return Change(
        "audit.recorded" if was_planned else "audit.corrected", "audit", audit_id, audit, base, text.clean(reason)
    )


def _finding(audit: Audit, audit_id: str, given: Values) -> Finding:
    about: Values = {"source": FindingSource.AUDIT, "found_on": audit.audited_on}
    for name in ("contract_id", "engagement_id", "section"):
        about[name] = _shared([getattr(subject, name) for subject in audit.subjects])
    named = {name: value for name, value in given.items() if value is not None}
    return Finding.read({**about, **named, "audit_id": audit_id})


def _shared(values: Sequence[str | None]) -> str | None:
    """What all have in common, or None."""
    return values[0] if len(set(values)) == 1 else None


def _follow(
    ledger: Ledger,
    finding_id: str,
    values: Values,
    *needed: str,
    base: int,
    actor: str,
    reason: str = "",
    action: str = "",
) -> Receipt:
    """Takes a finding one step on: to the state among the values, which the table of steps must allow."""
    before, _revision = ledger.get("finding", finding_id)
    finding = Finding.read(before.model_dump() | values)
    return acting.follow(
        ledger, STEPS, finding_id, finding, *needed, base=base, actor=actor, reason=reason, action=action
    )
