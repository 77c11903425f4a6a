"""What is learnt of the work after its permission: told on, checked, really begun, reported on."""

import datetime
from typing import Any, cast

import streamlit as st

from kantoku import permission_actions, permission_number
from kantoku.errors import NotNotifiable
from kantoku.records import PermissionDecision, PermissionRequest, Subcontract
from kantoku.records.permission import RequestType
from kantoku.wording import _
from ui import forms, page, saving
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


def is_told(here: Here, record: PermissionDecision) -> bool:
    """Is it on record that the subcontractor was told of this permission?"""
    tier = cast("Subcontract", here.ledger.get("subcontract", record.engagement_id)[0])
    return tier.told_on is not None and tier.told_on >= record.decided_on


def is_in_advance(here: Here, record: PermissionDecision) -> bool:
    """Was it asked for in advance, so that its start and its state are reported?"""
    if record.start_by_on or not record.request_id:
        return bool(record.start_by_on)
    request = cast("PermissionRequest", here.ledger.get("permission_request", record.request_id)[0])
    return request.request_type == RequestType.ADVANCE


def ask(here: Here, decision_id: str, record: PermissionDecision) -> None:
    """The days to be recorded: the notice passed on and checked; of a permission in advance, start and reports too."""
    found, revision = here.ledger.get("subcontract", record.engagement_id)
    names = (*_NOTICE, *(_ADVANCE if is_in_advance(here, record) else ()))
    key = f"passed_on_{decision_id}"
    start = _since(cast("Subcontract", found), names, record.decided_on)
    if f"{key}_told_on" not in st.session_state:
        st.session_state[f"{key}_start"] = start
    base = saving.opened_at(key, revision, field=f"{key}_told_on")
    raw = forms.ask(Subcontract, names, key=key, start=start, columns=2)
    if not forms.submit(_("Record these days"), key=key):
        return
    with saving.attempt(key, revision):
        # A day that was emptied is taken back; one that nobody touched stays as it is, an older notice and all.
        opened = st.session_state[f"{key}_start"]
        given = {name: day for name, day in forms.typed(Subcontract, raw).items() if day != opened[name]}
        permission_actions.note_on_work(
            here.ledger,
            record.engagement_id,
            given,
            base=base,
            reason=_("Permission passed on, work begun or reported on"),
            actor=here.actor,
        )
        forms.clear(key)
        page.tell(_("The days are recorded."))
        st.rerun()


def _since(tier: Subcontract, names: tuple[str, ...], decided_on: datetime.date) -> dict[str, Any]:
    """The days on file; a notice from before the decision was of an older permission."""
    given = {name: getattr(tier, name) for name in names}
    return {name: None if name in _NOTICE and day and day < decided_on else day for name, day in given.items()}
