"""Deciding on a request: what the law asks of a permission, and the decision itself, recorded once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kantoku import acting, errors, rules
from kantoku.acting import RECORDED, Values
from kantoku.dates import show_date, show_moment
from kantoku.ledger import Change, Ledger
from kantoku.records import PermissionDecision
from kantoku.records.permission import GRANTS, Outcome, Taken
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
    broken = {
        hit.rule: hit
        for hit in ledger.rehearse(
            [*_prolongation(ledger, record), Change.new(RECORDED["permission_decision"], record)],
            actor=actor,
            as_of=record.decided_on,
        )
    }
    asked = [rule for rule in rules.load().values() if rule.refuses_a(PermissionDecision.kind)]
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
    it would be taken for ended, and be overseen no more.
    """
    change = Change.new(action, decision, _decision_id(decision.request_id, seen) if decision.request_id else None)
    try:
        acting.record(
            ledger, [*_prolongation(ledger, decision), *with_it, change], actor=actor, as_of=decision.decided_on
        )
    except errors.Outdated as late:
        if ledger.states(change.kind, change.record_id):
            raise _already_decided(ledger, change.record_id) from late
        raise
    return change.record_id


def _prolongation(ledger: Ledger, decision: PermissionDecision) -> list[Change]:
    """The subcontract with the end that a permission gives it, where that lies after its own.

    What is over cannot be permitted any more by a decision made here; R04 says so.
    """
    tier, revision = ledger.get("subcontract", decision.engagement_id)
    ends_on, until_on = tier.model_dump()["ends_on"], decision.valid_until_on
    if decision.outcome not in GRANTS or not ends_on or not until_on:
        return []
    is_over = decision.taken == Taken.HERE and ends_on < decision.decided_on
    if until_on <= ends_on or is_over:
        return []
    why = _(
        "The permission of {number} runs longer.",
        number=decision.document_number or show_date(decision.decided_on, language()),
    )
    prolonged = tier.model_copy(update={"ends_on": until_on})
    return [Change("subcontract.corrected", "subcontract", decision.engagement_id, prolonged, revision, why)]


def _decision_id(request_id: str, nth: int) -> str:
    """The id of the nth decision on a request.

    Two who decide on the same state of it write the same first revision of the same record, so the journal itself lets
    only one through, on whichever server they work.
    """
    return hashlib.sha256(f"{request_id}/{nth}".encode()).hexdigest()[:12]


def _already_decided(ledger: Ledger, decision_id: str) -> errors.AlreadyDecided:
    first = ledger.states(PermissionDecision.kind, decision_id)[0]
    taken = PermissionDecision.from_body(first["body"])
    return errors.AlreadyDecided(
        by=first["actor"], at=show_moment(first["recorded_at"], language()), outcome=_(taken.outcome.label)
    )
