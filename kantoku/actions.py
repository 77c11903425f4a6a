"""What people do, in their words. Each action is one act of the journal: recorded as a whole or not at all."""

import datetime
from collections.abc import Sequence

from kantoku import acting, text
from kantoku.acting import RECORDED, Values
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import (
    KINDS,
    OFFICE_ID,
    Organisation,
    PermissionDecision,
    PermissionRequest,
    Record,
    Subcontract,
)


def record_new(ledger: Ledger, kind: str, values: Values, *, actor: str) -> str:
    """Records a new record of a kind from form values; returns its id. Raises what Ledger.record raises."""
    said, uploads = acting.unpacked(values)
    record = KINDS[kind].read(said)
    change = Change.new(RECORDED[kind], record, uploads=uploads)
    acting.record(ledger, [change], actor=actor, as_of=_own_date(record, ledger))
    return change.record_id


def correct(
    ledger: Ledger, kind: str, record_id: str, values: Values, *, base: int, reason: str, actor: str
) -> Receipt:
    """Records a later state of a record. base: the revision the form was opened at. A correction says why."""
    said, uploads = acting.unpacked(values)
    record = KINDS[kind].read(said)
    change = Change(f"{kind}.corrected", kind, record_id, record, base, acting.reason_given(reason), uploads)
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


def matching_organisation(candidates: Sequence[tuple[str, str, str | None]], typed: str) -> str | None:
    """The id of the organisation that a typed name or corporate number means, of (id, name, number); None if new."""
    wanted, folded = text.identifier(typed), text.fold(typed)
    return next((id_ for id_, name, number in candidates if number == wanted or text.fold(name) == folded), None)


def _own_date(record: Record | None, ledger: Ledger) -> datetime.date:
    """The day by which a record is judged: a decision's own, else today."""
    return record.decided_on if isinstance(record, PermissionDecision) else ledger.today()
