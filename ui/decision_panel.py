"""Deciding on a request: each condition of the law with its state, and the four decisions."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from kantoku import decision_actions, permission_actions
from kantoku.dates import UnreadableDate, parse_date
from kantoku.errors import AlreadyDecided, InvalidRecord, KantokuError
from kantoku.records import PermissionDecision, PermissionRequest
from kantoku.records.confirmation import Overall
from kantoku.records.permission import GRANTS, Outcome, Taken
from kantoku.rules import cited
from kantoku.wording import N_, _
from ui import engagement_card, entered, forms, legal_basis, page, permitted_scope
from ui.literal import literal
from ui.page import Here

_BUTTONS = {
    Outcome.PERMITTED: (N_("Permit"), ":material/verified:"),
    Outcome.CONDITIONAL: (N_("Permit with conditions"), ":material/rule:"),
    Outcome.REFUSED: (N_("Refuse"), ":material/cancel:"),
    Outcome.RETURNED: (N_("Send back"), ":material/undo:"),
}
_FIELDS = ("decided_on", "document_number", "valid_until_on", "decided_by", "capacity", "decided_instead_of")
_DONE = {
    Outcome.PERMITTED: N_("Permitted. What to do next stands under Decision."),
    Outcome.CONDITIONAL: N_("Permitted with conditions. What to do next stands under Decision."),
    Outcome.REFUSED: N_("Refused."),
    Outcome.RETURNED: N_("Sent back to the applicant. Amend the request when it comes in again."),
}


_ON_PERIOD = "R04"
"""The rule that holds the period against the tier above: where none is stated there is nothing to hold."""
_WITHOUT_PERIOD = N_(
    "The request states no period, so it was not held against the tier above; data class and data items stay within it."
)


@dataclass(frozen=True)
class Open:
    """A request that can be decided on. row: engagement_status; seen: how many decisions were ever on file for it."""

    request_id: str
    request: PermissionRequest
    row: Any
    seen: int

    @property
    def key(self) -> str:
        return f"decide_{self.request_id}"


def is_deciding(request_id: str) -> bool:
    """Was one of the decision buttons just pressed? Then the panel answers, even if another was quicker."""
    return any(st.session_state.get(f"decide_{request_id}_{outcome}") for outcome in Outcome)


def show(here: Here, asked: Open) -> bool:
    """The panel. Returns whether a decision was recorded."""
    seen = st.session_state.setdefault(f"{asked.key}_seen", asked.seen)
    law = st.container()  # stands above what is typed, and is judged by it
    raw = _ask(here, asked)
    with law:
        _conditions(here, asked, raw)
    taken = _taken(asked)
    pressed = _buttons(here, asked)
    if pressed is None:
        return False
    try:
        _decide(here, asked, raw, pressed, taken=taken, seen=seen)
    except AlreadyDecided as error:
        st.session_state[f"{asked.key}_seen"] = asked.seen
        page.show_error(error)
    except KantokuError as error:
        page.show_error(error)
    else:
        st.session_state["decided_by"] = raw["decided_by"]
        st.session_state["capacity"] = raw["capacity"]
        page.tell(_(_DONE[pressed]))
        return True
    return False


def _ask(here: Here, asked: Open) -> dict[str, Any]:
    start = {
        "decided_on": here.today,
        "decided_by": st.session_state.get("decided_by"),
        "valid_until_on": end_of(asked),
        "capacity": st.session_state.get("capacity"),
    }
    raw = forms.ask(PermissionDecision, _FIELDS, key=asked.key, start=start, columns=3)
    if _is_earlier(raw["decided_on"], here):
        raw |= forms.ask(PermissionDecision, ["late_reason"], key=asked.key, columns=1)
    usual = _usual_reason(asked)
    raw |= forms.ask(PermissionDecision, ["reason"], key=asked.key, columns=1, filled=["reason"] if usual else [])
    if usual:
        st.caption(
            _(
                "If you permit and leave the reason empty, this is recorded: “{reason}” To refuse or to send back, "
                "write the reason.",
                reason=usual,
            )
        )
    raw["is_work_within"] = st.checkbox(
        _("I have compared the work itself: it lies within that of the tier above"), key=f"{asked.key}_is_work_within"
    )
    is_conditional = asked.row["confirmation_overall"] == Overall.CONDITIONAL
    with st.expander(_("Conditions, with their due dates"), icon=":material/rule:", expanded=is_conditional):
        raw |= forms.ask(PermissionDecision, ["conditions"], key=asked.key, columns=1)
    return raw | permitted_scope.ask(asked.key)


def end_of(asked: Open) -> Any:
    """Until when it is asked for; else until the work ends."""
    if permission_actions.is_of_work_on_file(asked.request) and asked.request.ends_on:
        return asked.request.ends_on
    ends_on = asked.row["ends_on"]
    return None if engagement_card.day(ends_on) == "" else ends_on.date()


def _is_earlier(typed: str, here: Here) -> bool:
    try:
        return bool(typed) and parse_date(typed) < here.today
    except UnreadableDate:
        return False


def _usual_reason(asked: Open) -> str:
    """The reason of a permission that rests on a positive confirmation; empty where there is none."""
    if asked.row["confirmation_state"] != "positive":
        return ""
    day = engagement_card.day(asked.row["confirmed_on"])
    if asked.row["confirmation_overall"] == Overall.CONDITIONAL:
        said = N_("The handling confirmation of {day} shows that security control is secured on the conditions.")
        return _(said, day=day)
    return _("The handling confirmation of {day} shows that appropriate security control is secured.", day=day)


def values_of(asked: Open, raw: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    """The decision as values. Raises InvalidRecord for what cannot be read."""
    typed = forms.typed(PermissionDecision, raw)
    values = {
        **{name: value for name, value in typed.items() if name not in permitted_scope.FIELDS},
        # Whoever does not tick it has said nothing; that it exceeds it would be a reason to refuse.
        "is_work_within": raw["is_work_within"] or None,
        "contract_id": asked.request.contract_id,
        "engagement_id": asked.request.engagement_id,
        "request_id": asked.request_id,
        "outcome": outcome,
    }
    if outcome not in GRANTS:
        return values | {"valid_until_on": None}
    scope = permission_actions.scope_of(asked.request, values["decided_on"]) if values["decided_on"] else {}
    if not (values["reason"] or "").strip():
        values["reason"] = _usual_reason(asked)
    return values | scope | permitted_scope.narrowed(typed)


def _conditions(here: Here, asked: Open, raw: dict[str, Any]) -> None:
    """What the law asks before a permission, as it stands with what is typed."""
    st.markdown(f"**{_('Conditions of the law for permitting')}**")
    try:
        values = values_of(asked, raw, Outcome.PERMITTED)
        found = decision_actions.conditions(here.ledger, values, actor=here.actor)
    except KantokuError as error:
        st.caption(f":material/error: {literal(error.sentence)}")
        return
    for condition in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_state(condition, asked), width="stretch")
            legal_basis.popover(condition.rule, condition.data_class)


def _state(condition: decision_actions.ConditionOfLaw, asked: Open) -> str:
    if condition.holds and condition.rule.id == _ON_PERIOD and not (asked.request.starts_on or asked.request.ends_on):
        return f":orange-badge[:material/help: {_('No period stated')}] {_(_WITHOUT_PERIOD)}"
    if condition.holds:
        return f":green-badge[:material/check: {_('Holds')}] {condition.rule.said('holds')}"
    return (
        f":red-badge[:material/block: {_('Does not hold')}] **{condition.rule.title}**  \n"
        f"{literal(condition.says)}  \n{condition.remedy}  \n:small[{cited(condition.rule, condition.data_class)}]"
    )


def _taken(asked: Open) -> Taken:
    is_on_paper = st.checkbox(
        _("It was already decided on paper: record it as a fact, with what is missing flagged"),
        key=f"{asked.key}_on_paper",
    )
    return Taken.ON_PAPER if is_on_paper else Taken.HERE


def _buttons(here: Here, asked: Open) -> Outcome | None:
    pressed = None
    with st.container(horizontal=True):
        for outcome, (label, icon) in _BUTTONS.items():
            if st.button(
                _(label),
                key=f"{asked.key}_{outcome}",
                type="primary" if outcome == Outcome.PERMITTED else "secondary",
                icon=icon,
                disabled=not here.can_write,
            ):
                pressed = outcome
    return pressed


def _decide(here: Here, asked: Open, raw: dict[str, Any], outcome: Outcome, *, taken: Taken, seen: int) -> str:
    values, *_checked = entered.read(
        lambda: values_of(asked, raw, outcome),
        lambda: entered.needed(raw["decided_by"], _("Decided by")),
        lambda: _check_reason(raw, outcome, taken),
        lambda: _check_conditions(raw, outcome),
        lambda: check_work(raw, outcome) if taken == Taken.HERE else None,
    )
    values["conditions"] = [each for each in values["conditions"] if (each.get("text") or "").strip()]
    act = decision_actions.decide if taken == Taken.HERE else decision_actions.log_decision
    return act(here.ledger, values, actor=here.actor, seen=seen)


def _check_reason(raw: dict[str, Any], outcome: Outcome, taken: Taken) -> None:
    """Whoever is refused or sent back must be told why. A decision on paper is a fact, with or without a reason."""
    if taken == Taken.HERE and outcome not in GRANTS:
        entered.needed(raw["reason"], _("Reason of the decision"))


def check_work(raw: dict[str, Any], outcome: Outcome) -> None:
    """What no program can compare, a person does before permitting here. Raises InvalidRecord."""
    if outcome in GRANTS and not raw["is_work_within"]:
        raise InvalidRecord([(_("The work lies within that of the tier above"), _("tick it once you have compared"))])


def _check_conditions(raw: dict[str, Any], outcome: Outcome) -> None:
    has_any = any(str(text or "").strip() for text in raw["conditions"]["text"].dropna())
    if outcome == Outcome.CONDITIONAL and not has_any:
        raise InvalidRecord([(_("Conditions"), _("write at least one, or permit without conditions"))])
    if outcome == Outcome.PERMITTED and has_any:
        raise InvalidRecord([(_("Conditions"), _("conditions are written: choose the permission with conditions"))])
