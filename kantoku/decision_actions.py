"""Deciding on a request: what the law asks of a permission, and the decision itself, recorded once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kantoku import acting, errors, rules
from kantoku.acting import RECORDED, Values
from kantoku.changes import id_of
from kantoku.dates import add_months, show_date, show_moment
from kantoku.ledger import Change, Ledger
from kantoku.permission_actions import is_of_work_on_file
from kantoku.records import OFFICE_ID, Office, PermissionDecision, PermissionRequest, Subcontract
from kantoku.records.permission import GRANTS, Outcome, RequestType, Taken
from kantoku.wording import _, language


@dataclass(frozen=True)
class ConditionOfLaw:
    """A condition for permitting, and the hit that it does not hold (None where it does)."""

    rule: rules.Rule
    hit: rules.Hit | None

    @property
    def holds(self) -> bool:
        return self.hit is None

    @property
    def says(self) -> str:
        return self.hit.says if self.hit else ""

    @property
    def remedy(self) -> str:
        return self.hit.remedy if self.hit else self.rule.remedy

    @property
    def data_class(self) -> str | None:
        return self.hit.data_class if self.hit else None


def conditions(ledger: Ledger, decision: Values, *, actor: str) -> list[ConditionOfLaw]:
    """Every condition that the rules set for permitting, each with its state, by rehearsing the decision."""
    record = PermissionDecision.read({"outcome": Outcome.PERMITTED, "taken": Taken.HERE, **decision})
    with_it = _work_after(ledger, record, _asked(ledger, record))
    act = [*with_it, Change.new(RECORDED["permission_decision"], record)]
    broken = {hit.rule: hit for hit in ledger.rehearse(act, actor=actor, as_of=record.decided_on)}
    asked = [rule for rule in rules.load().values() if rule.is_condition]
    return [ConditionOfLaw(rule, broken.get(rule.id)) for rule in asked]


def decide(ledger: Ledger, decision: Values, *, actor: str, seen: int = 0) -> str:
    """Records a decision made here; returns its id. Raises RefusedByRule unless the law's conditions hold.

    seen: how many decisions on its request were on file when the person began to decide. If one was added since, it is
    not recorded: AlreadyDecided tells which.
    """
    return _decide(ledger, {**decision, "taken": Taken.HERE}, "permission.decided", actor=actor, seen=seen)


def log_decision(ledger: Ledger, decision: Values, *, actor: str, seen: int = 0) -> str:
    """Logs a decision on a request that was already taken on paper; returns its id.

    Like `decide`, but it is a fact: what the law finds missing in it is flagged, not refused.
    """
    return _decide(ledger, {**decision, "taken": Taken.ON_PAPER}, "permission.logged", actor=actor, seen=seen)


def _decide(ledger: Ledger, decision: Values, action: str, *, actor: str, seen: int) -> str:
    return record_decision(ledger, PermissionDecision.read(decision), action, actor=actor, seen=seen)


def record_decision(
    ledger: Ledger,
    decision: PermissionDecision,
    action: str,
    *,
    actor: str,
    seen: int,
    with_it: Sequence[Change] = (),
) -> str:
    """Records a decision and what belongs to it as one act; returns its id. Raises AlreadyDecided; seen: see decide.

    Where a permission runs on after the day on which the work was to end, the work goes on to that day too: otherwise
    it would be taken for ended, and be overseen no more. A change or renewal that is permitted changes the subcontract
    for which it was asked, in the same act; so does a permission made here of less than was asked for, while the work
    has not begun. One in advance bears the day by which the work must begin.
    """
    changes = _act(ledger, decision, action, seen)
    _record(ledger, [*changes[:-1], *with_it, changes[-1]], actor=actor, as_of=decision.decided_on)
    return changes[-1].record_id


def decide_together(ledger: Ledger, decisions: Sequence[tuple[Values, int]], *, actor: str) -> tuple[str, ...]:
    """Records one decision on several requests, made here, as one act; returns their ids in that order.

    decisions: for each request its decision as values, and how many were on file for it; see decide. All or none:
    raises what decide raises, and InvalidRecord where they are not of one day.
    """
    read = [(PermissionDecision.read({**values, "taken": Taken.HERE}), seen) for values, seen in decisions]
    if len({decision.decided_on for decision, _seen in read}) != 1:
        raise errors.InvalidRecord([(_("Decided on"), _("needed"))])
    changes = [change for decision, seen in read for change in _act(ledger, decision, "permission.decided", seen)]
    _record(ledger, changes, actor=actor, as_of=read[0][0].decided_on)
    return tuple(change.record_id for change in changes if change.kind == PermissionDecision.kind)


def _act(ledger: Ledger, decision: PermissionDecision, action: str, seen: int) -> list[Change]:
    """A decision, last, and before it what it makes of the subcontract.

    Two who decide on the same state of a request write the same first revision of the same record.
    """
    request = _asked(ledger, decision)
    settled = _in_time(ledger, decision, request)
    change = Change.new(action, settled, id_of(f"{settled.request_id}/{seen}") if settled.request_id else None)
    return [*_work_after(ledger, settled, request), change]


def _record(ledger: Ledger, changes: Sequence[Change], *, actor: str, as_of: datetime.date) -> None:
    try:
        acting.record(ledger, changes, actor=actor, as_of=as_of)
    except errors.Outdated as late:
        for change in changes:
            if change.kind == PermissionDecision.kind and ledger.states(change.kind, change.record_id):
                raise _already_decided(ledger, change.record_id) from late
        raise


def _work_after(ledger: Ledger, decision: PermissionDecision, request: PermissionRequest | None) -> list[Change]:
    """The subcontract as a permission leaves it: with the scope of a change that was asked for, and prolonged.

    What is over cannot be permitted any more by a decision made here; R04 says so.
    """
    if decision.outcome not in GRANTS:
        return []
    tier, revision = ledger.get(Subcontract.kind, decision.engagement_id)
    before = Subcontract.model_validate(tier)
    changed = _prolonged(before, decision)
    is_as_asked = request is not None and is_of_work_on_file(request)
    if request and is_as_asked:
        changed = _as_asked(decision, request) | changed
    elif request and decision.taken == Taken.HERE and not before.actual_started_on:
        changed = _narrowed(decision, request) | changed
    changed = {name: value for name, value in changed.items() if value != getattr(before, name)}
    if not changed:
        return []
    number = decision.document_number or show_date(decision.decided_on, language())
    if changed.keys() == {"ends_on"}:
        why = _("The permission of {number} runs longer.", number=number)
    elif is_as_asked:
        why = _("As asked for and permitted by {number}.", number=number)
    else:
        why = _("As far as permitted by {number}.", number=number)
    later = before.model_copy(update=changed)
    return [Change("subcontract.corrected", Subcontract.kind, decision.engagement_id, later, revision, why)]


def _prolonged(tier: Subcontract, decision: PermissionDecision) -> Values:
    """The end that a permission gives the work, where that lies after its own."""
    is_over = tier.ends_on and decision.taken == Taken.HERE and tier.ends_on < decision.decided_on
    if is_over or not tier.ends_on or not decision.valid_until_on:
        return {}
    return {"ends_on": max(tier.ends_on, decision.valid_until_on)}


def _narrowed(decision: PermissionDecision, request: PermissionRequest) -> Values:
    """What a permission leaves of the work where it says another scope than the request."""
    scopes = {
        "work": (decision.permitted_work, request.work),
        "data_items": (decision.permitted_data_items, request.data_items),
        "places": (decision.permitted_places, request.places),
    }
    return {name: permitted for name, (permitted, asked) in scopes.items() if permitted and permitted != asked}


def _as_asked(decision: PermissionDecision, request: PermissionRequest) -> Values:
    """What a request to change the work asks of it, as far as the decision permits it."""
    asked = {
        "work": decision.permitted_work or request.work,
        "data_class": request.data_class,
        "data_items": decision.permitted_data_items or request.data_items,
        "places": decision.permitted_places or request.places,
    }
    return {name: value for name, value in asked.items() if value}


def _in_time(ledger: Ledger, decision: PermissionDecision, request: PermissionRequest | None) -> PermissionDecision:
    """A permission in advance with the day by which the work must begin, by the office's policy of the day (R08)."""
    is_advance = request is not None and request.request_type == RequestType.ADVANCE
    if not is_advance or decision.outcome not in GRANTS or decision.start_by_on:
        return decision
    office = Office.model_validate(ledger.get(Office.kind, OFFICE_ID)[0])
    from_on = max(filter(None, (decision.decided_on, decision.valid_from_on)))
    return decision.model_copy(update={"start_by_on": add_months(from_on, office.advance_start_months)})


def _asked(ledger: Ledger, decision: PermissionDecision) -> PermissionRequest | None:
    if not decision.request_id:
        return None
    return PermissionRequest.model_validate(ledger.get(PermissionRequest.kind, decision.request_id)[0])


def _already_decided(ledger: Ledger, decision_id: str) -> errors.AlreadyDecided:
    first = ledger.states(PermissionDecision.kind, decision_id)[0]
    taken = PermissionDecision.from_body(first["body"])
    return errors.AlreadyDecided(
        by=first["actor"], at=show_moment(first["recorded_at"], language()), outcome=_(taken.outcome.label)
    )
