"""A decision that was recorded: what it says, what to do next, and taking it back."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, cast

import pandas as pd
import streamlit as st

from kantoku import permission_actions
from kantoku.dates import show_date
from kantoku.errors import NotNotifiable
from kantoku.printing import notice
from kantoku.records import PermissionDecision
from kantoku.records.base import fields
from kantoku.records.permission import GRANTS, Outcome, Taken
from kantoku.wording import _, language
from ui import decided_subject, downloads, engagement_card, entered, forms, frame, page, passed_on, saving, values
from ui.literal import literal
from ui.page import Here
from ui.permission_steps import outcome_badge

_SAID = (
    "decided_on",
    "decided_by",
    "document_number",
    "valid_from_on",
    "valid_until_on",
    "start_by_on",
    "permitted_work",
    "permitted_data_items",
    "permitted_places",
    "is_work_within",
    "reason",
    "conditions",
    "notified_on",
    "revoked_on",
    "revoked_reason",
)
"""What is shown of a decision, in the order in which one reads it."""


class _Asked(NamedTuple):
    """A field of a decision recorded after it. read: makes its value of what was typed, and of the label."""

    field: str
    label: str
    read: Callable[[str, str], Any]
    reason: str
    value: str = ""


def show(here: Here, row: Any, decision_id: str) -> None:
    """One decision. row: engagement_status."""
    found, revision = here.ledger.get("permission_decision", decision_id, at_seq=here.at_seq)
    record = cast("PermissionDecision", found)
    st.markdown(f"{outcome_badge(record.outcome)}　{_where(record)}")
    st.markdown(_said(record))
    if record.outcome in GRANTS:
        decided_subject.show(here, decision_id, record)
    _notice(here, row, decision_id, record)
    is_in_force = record.outcome in GRANTS and record.revoked_on is None
    if is_in_force and here.can_write:
        _next(here, row, decision_id, record, revision)
        _revoke(here, decision_id, revision)


def _notice(here: Here, row: Any, decision_id: str, record: PermissionDecision) -> None:
    """The notice to hand to the contractor, once there is one to give."""
    if record.outcome is Outcome.RETURNED or record.document_number is None:
        return
    try:
        if record.outcome in GRANTS:
            permission_actions.check_notifiable(here.ledger, decision_id)
    except NotNotifiable:
        return
    downloads.button(
        here,
        _("Notice of the decision (PDF)"),
        downloads.file_name(_("Notice of the decision"), record.document_number, row["organisation"], ending=".pdf"),
        downloads.PDF,
        partial(notice.pdf, here.ledger, decision_id),
    )


def _where(record: PermissionDecision) -> str:
    return _("Taken on paper, logged afterwards") if record.taken == Taken.ON_PAPER else _("Made here")


def _said(record: PermissionDecision) -> str:
    shown = values.of_record(record, {}) | {
        "decided_by": _decider(record),
        "conditions": "、".join(_condition(condition) for condition in record.conditions),
    }
    declared = {field.name: field for field in fields(PermissionDecision)}
    return engagement_card.listed({_(declared[name].about.label): shown[name] for name in _SAID})


def _decider(record: PermissionDecision) -> str:
    """Who decided, and in what capacity for whom."""
    capacity = _(record.capacity.label) if record.capacity else ""
    return "　".join(filter(None, (record.decided_by, capacity, record.decided_instead_of)))


def _condition(condition: Any) -> str:
    if condition.fulfilled_on:
        return _("{text} (fulfilled {day})", text=condition.text, day=engagement_card.day(condition.fulfilled_on))
    due = engagement_card.day(condition.due_on)
    return _("{text} (due {day})", text=condition.text, day=due) if due else str(condition.text)


def _next(here: Here, row: Any, decision_id: str, record: PermissionDecision, revision: int) -> None:
    """What the permission asks for now."""
    with st.container(border=True):
        st.markdown(f"**{_('What to do next')}**")
        if record.document_number is None:
            _number(here, decision_id, revision)
        elif record.notified_on is None:
            _notify(here, decision_id, revision)
        st.markdown(_to_do(row, record, is_told=record.told_on is not None))
        with st.container(horizontal=True):
            query = {"engagement": row["engagement_id"]}
            st.page_link(
                frame.page_path("audits"),
                label=_("Plan or record the audit"),
                icon=":material/policy:",
                query_params=query,
            )
        if any(condition.fulfilled_on is None for condition in record.conditions):
            _fulfil(here, decision_id, record, revision)
        if record.document_number:
            passed_on.number(here, decision_id)
        passed_on.ask(here, decision_id, record)


def _number(here: Here, decision_id: str, revision: int) -> None:
    """The notice tells the number, so that comes first."""
    label = _("Approval document no.")
    _ask(
        here,
        decision_id,
        revision,
        _Asked("document_number", label, entered.needed, reason=label),
        button=_("Record the number"),
        icon=":material/tag:",
        done=_("The number is recorded. Next: notify the contractor."),
    )


def _notify(here: Here, decision_id: str, revision: int) -> None:
    try:
        permission_actions.check_notifiable(here.ledger, decision_id)
    except NotNotifiable as not_yet:
        st.warning(f"**{not_yet.title}**  \n{not_yet.sentence}", icon=":material/gavel:")
        return
    today = show_date(here.today, language())
    _ask(
        here,
        decision_id,
        revision,
        _Asked("notified_on", _("Contractor notified on"), entered.day, reason=_("Contractor notified"), value=today),
        button=_("Record the notice"),
        icon=":material/outgoing_mail:",
        done=_("The notice is recorded."),
    )


def _ask(here: Here, decision_id: str, revision: int, asked: _Asked, *, button: str, icon: str, done: str) -> None:
    """One field that follows a decision, and the button that records it. done: what is said then."""
    key = f"{asked.field}_{decision_id}"
    base = saving.opened_at(key, revision, field=f"{key}_typed")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(entered.marked(asked.label), value=asked.value, key=f"{key}_typed", width=220)
        is_pressed = st.button(button, key=f"{key}_save", icon=icon)
    if is_pressed:
        with saving.attempt(key, revision):
            values = {asked.field: asked.read(typed, asked.label)}
            permission_actions.follow_up(
                here.ledger, decision_id, values, base=base, reason=asked.reason, actor=here.actor
            )
            _done(key, done)


def _to_do(row: Any, record: PermissionDecision, *, is_told: bool) -> str:
    audit = engagement_card.day(row["next_audit_due_on"])
    lines = []
    if record.document_number is None:
        lines.append(_("Record the number of the approval document; the notice to the contractor states it."))
    elif not record.notified_on:
        lines.append(_("Notify the contractor of the permission and its document number."))
    if not is_told:
        lines.append(_("Have the contractor tell the subcontractor that permission was given, and the day of it."))
    if day := engagement_card.day(record.start_by_on):
        lines.append(
            _("Record the day on which the work begins: unless it does by {day}, the permission lapses.", day=day)
        )
    if not pd.isna(row["next_audit_due_on"]):
        lines.append(_("The first audit of this subcontractor is due by {day}.", day=audit))
    if until := engagement_card.day(record.valid_until_on):
        lines.append(_("The permission ends on {day}: a new request is needed to go on.", day=until))
    return "\n".join(f"- {line}" for line in lines)


def _fulfil(here: Here, decision_id: str, record: PermissionDecision, revision: int) -> None:
    key = f"fulfil_{decision_id}"
    base = saving.opened_at(key, revision, field=f"{key}_0")
    typed = [
        st.text_input(
            _("Day on which it was fulfilled: {condition}", condition=literal(_condition(condition))),
            value=engagement_card.day(condition.fulfilled_on),
            key=f"{key}_{nth}",
            placeholder=_("R8.4.1 or 2026-04-01"),
        )
        for nth, condition in enumerate(record.conditions)
    ]
    if st.button(_("Record the conditions' state"), key=f"{key}_save", icon=":material/save:"):
        with saving.attempt(key, revision):
            permission_actions.follow_up(
                here.ledger,
                decision_id,
                {"conditions": _fulfilled(record, typed)},
                base=base,
                reason=_("State of the conditions"),
                actor=here.actor,
            )
            _done(key, _("The conditions' state is recorded."))


def _fulfilled(record: PermissionDecision, typed: list[str]) -> list[dict[str, Any]]:
    """The conditions with the days typed beside them. Raises InvalidRecord naming the days that cannot be read."""
    days = entered.read(
        *(
            partial(entered.day, day, condition.text) if day.strip() else lambda: None
            for day, condition in zip(typed, record.conditions, strict=True)
        )
    )
    return [
        {**condition.model_dump(), "fulfilled_on": day} for day, condition in zip(days, record.conditions, strict=True)
    ]


def _revoke(here: Here, decision_id: str, revision: int) -> None:
    key = f"revoke_{decision_id}"
    with st.expander(_("Revoke this permission"), icon=":material/undo:"):
        base = saving.opened_at(key, revision, field=f"{key}_on")
        on = st.text_input(
            entered.marked(_("Revoked on")), value=show_date(here.today, language()), key=f"{key}_on", width=220
        )
        reason = st.text_area(entered.marked(_("Reason of revocation")), key=f"{key}_reason", height=80)
        if st.button(_("Revoke"), key=f"{key}_save", icon=":material/cancel:"):
            with saving.attempt(key, revision):
                day, why = entered.read(
                    lambda: entered.day(on, _("Revoked on")),
                    lambda: entered.needed(reason, _("Reason of revocation")),
                )
                permission_actions.revoke(here.ledger, decision_id, on=day, base=base, reason=why, actor=here.actor)
                _done(key, _("The permission is revoked. Work that goes on is a breach from that day."))


def _done(key: str, message: str) -> None:
    forms.clear(key)
    page.tell(message)
    st.rerun()
