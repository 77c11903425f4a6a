"""Logging a decision that was already taken on paper, with what belongs to it, and what the law finds missing in it."""

from dataclasses import dataclass

from kantoku import acting, rules
from kantoku.acting import RECORDED, Values
from kantoku.decision_actions import record_decision
from kantoku.ledger import Change, Ledger
from kantoku.records import HandlingConfirmation, Organisation, PermissionDecision, Subcontract
from kantoku.records.permission import Taken


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
    changes += _confirmed_before(confirmation, shared)
    taken = PermissionDecision.read({**decision, **shared, "taken": Taken.ON_PAPER})
    logged = Change.new("permission.logged", taken)
    acting.record(ledger, [*changes, logged], actor=actor, as_of=taken.decided_on)
    return _flagged(ledger, taken, logged.record_id)


def log_further_paper_decision(
    ledger: Ledger, engagement_id: str, *, confirmation: Values | None, decision: Values, actor: str, seen: int = 0
) -> PaperDecision:
    """Logs a decision already taken on paper on a subcontract that is on file, with the confirmation before it.

    Like `log_paper_decision`, but nothing is recorded twice. seen: how many decisions on its request were on file when
    the form was opened; see decision_actions.decide.
    """
    tier, _revision = ledger.get("subcontract", engagement_id)
    shared = {"contract_id": tier.model_dump()["contract_id"], "engagement_id": engagement_id}
    taken = PermissionDecision.read({**decision, **shared, "taken": Taken.ON_PAPER})
    with_it = _confirmed_before(confirmation, shared)
    decision_id = record_decision(ledger, taken, "permission.logged", actor=actor, seen=seen, with_it=with_it)
    return _flagged(ledger, taken, decision_id)


def _confirmed_before(confirmation: Values | None, place: Values) -> list[Change]:
    """The summary of a confirmation before a decision on paper, if there was one. Raises InvalidRecord.

    place: the ids of the contract and the engagement.
    """
    if not confirmation:
        return []
    before, uploads = acting.unpacked({"occasion": "before_permission", "form": "summary", **confirmation, **place})
    return [Change.new(RECORDED["handling_confirmation"], HandlingConfirmation.read(before), uploads=uploads)]


def _flagged(ledger: Ledger, taken: PermissionDecision, decision_id: str) -> PaperDecision:
    """A decision on paper that was just recorded, with what the law finds missing in its engagement."""
    hits = ledger.hits(as_of=ledger.today(), scope=taken.contract_id)
    of_it = tuple(hit for hit in hits if hit.engagement_id == taken.engagement_id)
    return PaperDecision(taken.engagement_id, decision_id, of_it)
