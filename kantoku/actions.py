"""What people do, in their words. Each action is one act of the journal: recorded as a whole or not at all."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from kantoku import acting, errors, rules, text
from kantoku.acting import RECORDED, Values
from kantoku.dates import show_moment
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import (
    KINDS,
    OFFICE_ID,
    HandlingConfirmation,
    Organisation,
    PermissionDecision,
    PermissionRequest,
    Record,
    Subcontract,
)
from kantoku.records.permission import Outcome, Taken
from kantoku.wording import _, language


def record_new(ledger: Ledger, kind: str, values: Values, *, actor: str) -> str:
    """Records a new record of a kind from form values; returns its id. Raises what Ledger.record raises."""
    record = KINDS[kind].read(values)
    change = Change.new(RECORDED[kind], record)
    acting.record(ledger, [change], actor=actor, as_of=_own_date(record, ledger))
    return change.record_id


def correct(
    ledger: Ledger, kind: str, record_id: str, values: Values, *, base: int, reason: str, actor: str
) -> Receipt:
    """Records a later state of a record. base: the revision the form was opened at. A correction says why."""
    record = KINDS[kind].read(values)
    change = Change(f"{kind}.corrected", kind, record_id, record, base, acting.reason_given(reason))
    return acting.record(ledger, [change], actor=actor, as_of=_own_date(record, ledger))


def withdraw(ledger: Ledger, kind: str, record_id: str, *, base: int, reason: str, actor: str) -> Receipt:
    """Takes a record off the present, with its reason; its past stays. Raises StillReferredTo."""
    change = Change(f"{kind}.withdrawn", kind, record_id, None, base, acting.reason_given(reason))
    return acting.record(ledger, [change], actor=actor)


def describe_office(ledger: Ledger, values: Values, *, actor: str) -> Receipt:
    """Names the office and sets its sections and policy, keeping what the values do not mention."""
    office, revision = ledger.get("office", OFFICE_ID)
    merged = office.model_dump() | values
    change = Change("office.recorded", "office", OFFICE_ID, KINDS["office"].read(merged), revision)
    return acting.record(ledger, [change], actor=actor)


def request_permission(
    ledger: Ledger,
    subcontract: Values,
    request: Values,
    *,
    actor: str,
    organisation: Values | None = None,
    engagement_id: str | None = None,
) -> tuple[str, str]:
    """Records a request to subcontract, with its subcontract (engagement_id none) and organisation where these are new.

    Returns (engagement id, request id).

    What the request says of work, data, places and period is what the subcontract says: it is written down twice only
    because the request stays as it was asked.
    """
    changes: list[Change] = []
    if organisation:
        changes.append(Change.new(RECORDED["organisation"], Organisation.read(organisation)))
        subcontract = {**subcontract, "organisation_id": changes[-1].record_id}
    if engagement_id is None:
        # Without a period of its own it begins on the day wanted, so that its audit falls due from there.
        starts_on = subcontract.get("starts_on") or request.get("wanted_from_on")
        asked: Record = Subcontract.read({"origin": "requested", **subcontract, "starts_on": starts_on})
        changes.append(Change.new(RECORDED["subcontract"], asked))
        engagement_id = changes[-1].record_id
    else:
        asked, _revision = ledger.get("subcontract", engagement_id)
    shared = asked.model_dump(
        include={"contract_id", "work", "data_class", "data_items", "places", "starts_on", "ends_on"}
    )
    filed = Change.new(
        RECORDED["permission_request"],
        PermissionRequest.read({**shared, **request, "engagement_id": engagement_id}),
    )
    acting.record(ledger, [*changes, filed], actor=actor)
    return engagement_id, filed.record_id


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
            [Change.new(RECORDED["permission_decision"], record)], actor=actor, as_of=record.decided_on
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
    """Records a decision and what belongs to it as one act; returns its id. Raises AlreadyDecided; seen: see decide."""
    change = Change.new(action, decision, _decision_id(decision.request_id, seen) if decision.request_id else None)
    try:
        acting.record(ledger, [*with_it, change], actor=actor, as_of=decision.decided_on)
    except errors.Outdated as late:
        if ledger.states(change.kind, change.record_id):
            raise _already_decided(ledger, change.record_id) from late
        raise
    return change.record_id


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


@dataclass(frozen=True)
class PaperDecision:
    """What was recorded of a decision taken on paper, and what the law finds missing in it."""

    engagement_id: str
    decision_id: str
    flagged: tuple[rules.Hit, ...]


def log_paper_decision(
    ledger: Ledger,
    *,
    organisation: Values,
    subcontract: Values,
    confirmation: Values | None,
    decision: Values,
    actor: str,
) -> PaperDecision:
    """Logs a decision already taken on paper, with its subcontract and the confirmation before it.

    The organisation is recorded too where it is new (an `id` names one on file). The decision is a fact, so it is
    recorded and flagged, never refused for what the law demanded then. Raises RefusedByRule where its document number
    or the reason for logging it later is missing.
    """
    changes: list[Change] = []
    organisation_id = organisation.get("id")
    if organisation_id is None:
        changes.append(Change.new(RECORDED["organisation"], Organisation.read(organisation)))
        organisation_id = changes[-1].record_id
    tier = Change.new(
        RECORDED["subcontract"],
        Subcontract.read({"origin": "taken_over", **subcontract, "organisation_id": organisation_id}),
    )
    shared = {"contract_id": subcontract["contract_id"], "engagement_id": tier.record_id}
    changes.append(tier)
    changes += confirmed_before(confirmation, shared)
    taken = PermissionDecision.read({**decision, **shared, "taken": Taken.ON_PAPER})
    logged = Change.new("permission.logged", taken)
    acting.record(ledger, [*changes, logged], actor=actor, as_of=taken.decided_on)
    return flagged(ledger, taken, logged.record_id)


def confirmed_before(confirmation: Values | None, place: Values) -> list[Change]:
    """The summary of a confirmation before a decision on paper, if there was one. Raises InvalidRecord.

    place: the ids of the contract and the engagement.
    """
    if not confirmation:
        return []
    before = {"occasion": "before_permission", "form": "summary", **confirmation, **place}
    return [Change.new(RECORDED["handling_confirmation"], HandlingConfirmation.read(before))]


def flagged(ledger: Ledger, taken: PermissionDecision, decision_id: str) -> PaperDecision:
    """A decision on paper that was just recorded, with what the law finds missing in its engagement."""
    hits = ledger.hits(as_of=ledger.today(), scope=taken.contract_id)
    of_it = tuple(hit for hit in hits if hit.engagement_id == taken.engagement_id)
    return PaperDecision(taken.engagement_id, decision_id, of_it)


def matching_organisation(candidates: Sequence[tuple[str, str, str | None]], typed: str) -> str | None:
    """The id of the organisation that a typed name or corporate number means, of (id, name, number); None if new."""
    wanted, folded = text.identifier(typed), text.fold(typed)
    return next((id_ for id_, name, number in candidates if number == wanted or text.fold(name) == folded), None)


def _own_date(record: Record | None, ledger: Ledger) -> datetime.date:
    """The day by which a record is judged: a decision's own, else today."""
    return record.decided_on if isinstance(record, PermissionDecision) else ledger.today()
