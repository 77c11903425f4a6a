"""The way of a request: 申請 → 取扱状況の確認 → 意見 → 諾否の決定, each step with its state."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from kantoku.records import PermissionDecision, PermissionRequest
from kantoku.records.permission import Outcome
from kantoku.wording import N_, _
from ui import engagement_card, states
from ui.literal import literal

_OUTCOMES = {
    Outcome.PERMITTED: ("green", "verified"),
    Outcome.CONDITIONAL: ("green", "verified"),
    Outcome.REFUSED: ("red", "cancel"),
    Outcome.RETURNED: ("orange", "undo"),
}


@dataclass(frozen=True)
class Step:
    """One step. title: a message id; state: Markdown of its badge; when: its day in words; is_done: nothing is left."""

    name: str
    title: str
    state: str
    when: str
    is_done: bool


def of(row: Any, request: PermissionRequest, decision: PermissionDecision | None) -> list[Step]:
    """row: engagement_status. decision: the last one on this request."""
    return [_asked(request), _confirmed(row), _opined(request), _decided(decision)]


def current(steps: list[Step]) -> str | None:
    """The name of the step that the request waits for; None once it is decided."""
    if steps[-1].is_done:
        return None
    return next(step.name for step in steps if not step.is_done)


def show(steps: list[Step]) -> None:
    """The four steps in a line, the one that is waited for marked."""
    waiting = current(steps)
    for number, (place, step) in enumerate(zip(st.columns(len(steps), gap="small"), steps, strict=True), 1):
        with place.container(border=True, height="stretch"):
            mark = ":material/arrow_forward: " if step.name == waiting else ""
            st.markdown(f"{mark}**{number} {_(step.title)}**  \n{step.state}  \n:small[{step.when or '　'}]")


def outcome_badge(outcome: Outcome) -> str:
    colour, icon = _OUTCOMES[outcome]
    return f":{colour}-badge[:material/{icon}: {_(outcome.label)}]"


def _asked(request: PermissionRequest) -> Step:
    if request.withdrawn_on:
        return Step(
            "request",
            N_("Request"),
            states.badge("permission_state", "withdrawn"),
            engagement_card.day(request.withdrawn_on),
            is_done=True,
        )
    if request.requested_on is None:
        state = f":gray-badge[:material/radio_button_unchecked: {_('Not yet filed')}]"
        return Step("request", N_("Request"), state, "", is_done=False)
    state = f":green-badge[:material/check: {_('Filed')}]"
    return Step("request", N_("Request"), state, engagement_card.day(request.requested_on), is_done=True)


def _confirmed(row: Any) -> Step:
    title = N_("Handling confirmation")
    if not row["handles_personal"]:
        return Step("confirmation", title, f":gray-badge[{_('Not needed: no personal data')}]", "", is_done=True)
    if row["needs_confirming"] and row["confirmation_state"] == "positive":
        state = f":orange-badge[:material/sync_problem: {_('To be confirmed again')}]"
        return Step("confirmation", title, state, engagement_card.day(row["confirmed_on"]), is_done=False)
    when = engagement_card.day(row["confirmed_on"])
    until = engagement_card.day(row["confirmation_until_on"])
    return Step(
        "confirmation",
        title,
        states.badge("confirmation_state", row["confirmation_state"]),
        _("{day}, holds until {until}", day=when, until=until) if when else "",
        is_done=row["confirmation_state"] == "positive",
    )


def _opined(request: PermissionRequest) -> Step:
    if request.opinion:
        return Step(
            "opinion",
            N_("Opinion"),
            f":green-badge[:material/check: {_('Opinion given')}]",
            literal(request.drafted_by),
            is_done=True,
        )
    return Step(
        "opinion", N_("Opinion"), f":gray-badge[:material/radio_button_unchecked: {_('Not yet')}]", "", is_done=False
    )


def _decided(decision: PermissionDecision | None) -> Step:
    title = N_("Decision")
    if decision is None:
        return Step(
            "decision", title, f":gray-badge[:material/radio_button_unchecked: {_('Undecided')}]", "", is_done=False
        )
    state = outcome_badge(decision.outcome)
    if decision.revoked_on:
        state = states.badge("permission_state", "revoked")
    when = f"{engagement_card.day(decision.decided_on)}　{literal(decision.decided_by)}"
    return Step("decision", title, state, when, is_done=decision.outcome != Outcome.RETURNED)
