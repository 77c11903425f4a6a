"""What becomes of a request and of a permission after they were recorded: amended, opined on, withdrawn, revoked."""

import datetime

from kantoku import acting, actions
from kantoku.acting import Values
from kantoku.dates import show_date
from kantoku.errors import InvalidRecord, KantokuError, NotNotifiable
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import PermissionDecision, PermissionRequest, Record, Subcontract
from kantoku.records.base import fields
from kantoku.records.permission import RequestType
from kantoku.wording import N_, _, language

_SHARED = ("work", "data_class", "data_items", "places", "starts_on", "ends_on")
# What may change of a record after it was asked for or decided, as pydantic leaves it out.
_OPINION: Values = dict.fromkeys(("opinion", "drafted_by", "pia_impact", "systems_opinion", "privacy_opinion"), True)
# What is learnt of the work after it was permitted.
_PASSED_ON: Values = dict.fromkeys(("actual_started_on", "status_reported_on"), True)
_FOLLOWS: Values = {
    "notified_on": True,
    "told_on": True,
    "checked_on": True,
    "conditions": {"__all__": {"fulfilled_on"}},
}


def amend_request(
    ledger: Ledger,
    request_id: str,
    *,
    subcontract: Values,
    request: Values,
    bases: tuple[int, int],
    reason: str,
    actor: str,
) -> Receipt:
    """Corrects a request and the subcontract it is about, as one act.

    bases: the revisions (of the subcontract, of the request) at which the form was opened. What both say of work, data,
    places and period stays the same in both; a change or renewal is only asked for, so the subcontract stays as it is.
    """
    asked, _revision = ledger.get("permission_request", request_id)
    engagement_id = asked.model_dump()["engagement_id"]
    before, _revision = ledger.get("subcontract", engagement_id)
    why = acting.reason_given(reason)
    if is_of_work_on_file(asked):
        own = {name: value for name, value in subcontract.items() if name in _SHARED}
        later = PermissionRequest.read({**asked.model_dump(), **request, **own})
        only = Change("permission_request.corrected", "permission_request", request_id, later, bases[1], why)
        return acting.record(ledger, [only], actor=actor)
    tier = Subcontract.read({**before.model_dump(), **subcontract})
    filed = PermissionRequest.read({**asked.model_dump(), **request, **tier.model_dump(include=set(_SHARED))})
    changes = [
        Change("subcontract.corrected", "subcontract", engagement_id, tier, bases[0], why),
        Change("permission_request.corrected", "permission_request", request_id, filed, bases[1], why),
    ]
    return acting.record(ledger, changes, actor=actor)


def give_opinion(ledger: Ledger, request_id: str, values: Values, *, base: int, reason: str, actor: str) -> Receipt:
    """Records the officer's opinion on a request (副申) as a later state of it.

    values: opinion, drafted_by, pia_impact, and the opinions of other sections. Raises KantokuError where they change
    anything else of it.
    """
    if _changes_more(ledger, PermissionRequest.kind, request_id, values, than=_OPINION):
        raise KantokuError(
            N_("Not recorded: the request stays as it was asked"),
            N_("Only the officer's opinion is recorded here. Amend the request to change anything else of it."),
        )
    return _revise(ledger, "permission_request", request_id, values, base=base, reason=reason, actor=actor)


def is_of_work_on_file(request: Record) -> bool:
    """Does it ask to change or renew what is permitted already? Then its scope is its own until it is decided."""
    return isinstance(request, PermissionRequest) and request.request_type in (RequestType.CHANGE, RequestType.RENEWAL)


def note_on_work(
    ledger: Ledger,
    engagement_id: str,
    values: Values,
    *,
    permitted_on: datetime.date,
    base: int,
    reason: str,
    actor: str,
) -> Receipt:
    """Records what was learnt of the work after its permission: really begun, reported on.

    values: actual_started_on, status_reported_on. permitted_on: the day of the permission, before which nothing is
    reported under it. Raises InvalidRecord for a report before that, KantokuError where anything else is changed.
    """
    before, _revision = ledger.get(Subcontract.kind, engagement_id)
    reported_on = Subcontract.read({**before.model_dump(), **values}).status_reported_on
    if "status_reported_on" in values and reported_on and reported_on < permitted_on:
        label = next(field.about.label for field in fields(Subcontract) if field.name == "status_reported_on")
        said = _("earlier than the day of the permission ({day})", day=show_date(permitted_on, language()))
        raise InvalidRecord([(_(label), said)])
    if _changes_more(ledger, Subcontract.kind, engagement_id, values, than=_PASSED_ON):
        raise KantokuError(
            N_("Not recorded: the subcontract stays as it was"),
            N_("Only the days of start and report are recorded here."),
        )
    return _revise(ledger, Subcontract.kind, engagement_id, values, base=base, reason=reason, actor=actor)


def withdraw_request(
    ledger: Ledger, request_id: str, *, on: datetime.date, base: int, reason: str, actor: str
) -> Receipt:
    """The applicant takes the request back."""
    return _revise(
        ledger, "permission_request", request_id, {"withdrawn_on": on}, base=base, reason=reason, actor=actor
    )


def revoke(ledger: Ledger, decision_id: str, *, on: datetime.date, base: int, reason: str, actor: str) -> Receipt:
    """The office takes a permission back from a day on."""
    values = {"revoked_on": on, "revoked_reason": reason}
    return _revise(ledger, "permission_decision", decision_id, values, base=base, reason=reason, actor=actor)


def follow_up(ledger: Ledger, decision_id: str, values: Values, *, base: int, reason: str, actor: str) -> Receipt:
    """Records what happened after a decision: its number given, the contractor notified, the subcontractor told.

    values: document_number where it has none, notified_on, told_on, checked_on, and the conditions as they were set,
    each with the day it was fulfilled. Raises KantokuError where they change anything else of it: a permission grows
    wider only through a new decision.
    """
    before, _revision = ledger.get(PermissionDecision.kind, decision_id)
    if values.get("notified_on") and not before.model_dump()["notified_on"]:
        check_notifiable(ledger, decision_id)
    follows = _FOLLOWS if before.model_dump()["document_number"] else {**_FOLLOWS, "document_number": True}
    if _changes_more(ledger, PermissionDecision.kind, decision_id, values, than=follows):
        raise KantokuError(
            N_("Not recorded: the decision stays as it was taken"),
            N_(
                "Only a missing number, the notice, its passing on and the fulfilment of the conditions are recorded "
                "afterwards. Decide anew to change anything else of it."
            ),
        )
    return _revise(ledger, "permission_decision", decision_id, values, base=base, reason=reason, actor=actor)


def check_notifiable(ledger: Ledger, decision_id: str) -> None:
    """Raises NotNotifiable where the decision breaks a rule as a breach: nothing is issued for it until it is cured."""
    broken = ledger.read("decision_breaches", as_of=ledger.today(), decision=decision_id)
    if len(broken):
        raise NotNotifiable(list(broken["rule"]))


def _changes_more(ledger: Ledger, kind: str, record_id: str, values: Values, *, than: Values) -> bool:
    """Would these values change anything of a record but what is named?"""
    before, _revision = ledger.get(kind, record_id)
    later = type(before).read({**before.model_dump(), **values})
    return before.model_dump(exclude=than) != later.model_dump(exclude=than)


def _revise(
    ledger: Ledger, kind: str, record_id: str, values: Values, *, base: int, reason: str, actor: str
) -> Receipt:
    record, _revision = ledger.get(kind, record_id)
    return actions.correct(
        ledger, kind, record_id, {**record.model_dump(), **values}, base=base, reason=reason, actor=actor
    )


def scope_of(request: PermissionRequest, decided_on: datetime.date) -> Values:
    """What a permission of this request covers: its work, data, places and period (許諾の範囲), as decision values."""
    return {
        "permitted_work": request.work,
        "permitted_data_items": request.data_items,
        "permitted_places": request.places,
        "valid_from_on": max(filter(None, (request.starts_on, decided_on))),
    }
