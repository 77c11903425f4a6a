"""What is learnt of the work after its permission: told on, checked, really begun, reported on."""

from collections.abc import Callable
from functools import partial
from typing import cast

import streamlit as st

from kantoku import permission_actions, permission_number
from kantoku.errors import NotNotifiable
from kantoku.ledger import Receipt
from kantoku.records import KINDS, PermissionDecision, PermissionRequest
from kantoku.records.permission import RequestType
from kantoku.wording import _
from ui import entered, forms, page, saving
from ui.page import Here

_NOTICE = ("told_on", "checked_on")
_ADVANCE = ("actual_started_on", "status_reported_on")


def number(here: Here, decision_id: str) -> None:
    """The number under which the permission can be shared, once it is sound."""
    try:
        shared = permission_number.of(here.ledger, decision_id)
    except NotNotifiable:
        return
    st.caption(_("Permission number, by which the subcontractor can check it with this office"))
    st.code(shared, language=None)


def is_in_advance(here: Here, record: PermissionDecision) -> bool:
    """Was it asked for in advance, so that its start and its state are reported?"""
    if record.start_by_on or not record.request_id:
        return bool(record.start_by_on)
    request = cast("PermissionRequest", here.ledger.get("permission_request", record.request_id)[0])
    return request.request_type == RequestType.ADVANCE


def ask(here: Here, decision_id: str, record: PermissionDecision) -> None:
    """The days to be recorded: of the notice, passed on and checked; of a permission in advance, start and reports."""
    if record.notified_on:
        key, reason = f"passed_on_{decision_id}", _("Permission passed on to the subcontractor")
        _ask(here, "permission_decision", decision_id, _NOTICE, permission_actions.follow_up, key=key, reason=reason)
    if is_in_advance(here, record):
        key, reason = f"begun_{decision_id}", _("Work begun or reported on")
        records = partial(permission_actions.note_on_work, permitted_on=record.decided_on)
        _ask(here, "subcontract", record.engagement_id, _ADVANCE, records, key=key, reason=reason)


def _ask(
    here: Here,
    kind: str,
    record_id: str,
    names: tuple[str, ...],
    records: Callable[..., Receipt],
    *,
    key: str,
    reason: str,
) -> None:
    """records: the action that records what was typed."""
    found, revision = here.ledger.get(kind, record_id)
    start = {name: getattr(found, name) for name in names}
    if f"{key}_{names[0]}" not in st.session_state:
        st.session_state[f"{key}_start"] = start
    base = saving.opened_at(key, revision, field=f"{key}_{names[0]}")
    raw = forms.ask(KINDS[kind], names, key=key, start=start, columns=2)
    if not forms.submit(_("Record these days"), key=key):
        return
    with saving.attempt(key, revision):
        # A day that was emptied is taken back; one that nobody touched stays as it is.
        opened = st.session_state[f"{key}_start"]
        given = {name: day for name, day in forms.typed(KINDS[kind], raw).items() if day != opened[name]}
        entered.refuse_idle(is_idle=not given)
        records(here.ledger, record_id, given, base=base, reason=reason, actor=here.actor)
        forms.clear(key)
        page.tell(_("The days are recorded."))
        st.rerun()
