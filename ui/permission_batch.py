"""One approval document that decides on several requests: ticked in the inbox, judged one by one, one act."""

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

import pandas as pd
import streamlit as st

from kantoku import decision_actions
from kantoku.dates import show_date
from kantoku.decision_actions import ConditionOfLaw
from kantoku.errors import KantokuError
from kantoku.records import PermissionDecision, PermissionRequest
from kantoku.records.permission import Outcome
from kantoku.wording import _, language
from ui import decision_panel, engagement_card, entered, facts, forms, page, picking, saving, tables
from ui.decision_panel import Open
from ui.page import Here
from ui.tables import Column

KEY = "together"
MOST = 50
"""How many requests one document decides on here; each is judged by all rules whenever something is typed."""

_FIELDS = ("document_number", "decided_by", "capacity", "decided_instead_of")


class _Judged(NamedTuple):
    """A request that was ticked, with what it may not be permitted for: rules that do not hold, or another reason."""

    asked: Open
    name: str
    broken: tuple[ConditionOfLaw, ...]
    problem: str

    @property
    def holds(self) -> bool:
        return not self.broken and not self.problem


def show(here: Here, rows: pd.DataFrame, columns: dict[str, Column], words: tables.Words) -> None:
    """rows: of permissions_inbox, undecided all of them."""
    listed = rows.head(tables.PAGE_ROWS)
    if listed.empty:
        st.info(_("Nothing waits here for a decision."), icon=":material/inbox:")
        return
    st.caption(_("Tick the requests that one approval document decides on, {most} at most.", most=MOST))
    picked = picking.several(words(listed), columns, key=KEY).head(MOST)
    ticked = [listed.loc[place] for place in picked.index]
    if not ticked:
        return
    key = saving.generation(KEY)
    raw = _ask(here, key)
    judged = [_judge(here, row, raw) for row in ticked]
    _tell(judged)
    sound = [each for each in judged if each.holds]
    label = _("Permit these {count}", count=len(sound))
    if forms.submit(label, key=key, disabled=not sound or not here.can_write):
        _decide(here, sound, raw)


def _ask(here: Here, key: str) -> dict[str, Any]:
    start = {
        "decided_by": st.session_state.get("decided_by"),
        "capacity": st.session_state.get("capacity"),
    }
    raw = forms.ask(PermissionDecision, _FIELDS, key=key, start=start, columns=3)
    raw["decided_on"] = show_date(here.today, language())
    st.caption(
        _("Decided on {day}, today. A decision taken earlier on paper is logged by itself.", day=raw["decided_on"])
    )
    raw["is_work_within"] = st.checkbox(
        _("I have compared the work of each: it lies within that of the tier above"), key=f"{key}_is_work_within"
    )
    return raw


def _judge(here: Here, row: Any, raw: dict[str, Any]) -> _Judged:
    found, _revision = here.ledger.get("permission_request", row["request_id"])
    request = cast("PermissionRequest", found)
    seen = int(here.read("permissions_seen", request=row["request_id"])["decisions"].iloc[0])
    asked = Open(row["request_id"], request, engagement_card.facts(here, request.engagement_id), seen)
    name = f"{request.number or _('without a number')} {row['organisation']}"
    try:
        values = decision_panel.values_of(asked, _of_one(asked, raw), Outcome.PERMITTED)
        conditions = decision_actions.conditions(here.ledger, values, actor=here.actor)
    except KantokuError as error:
        return _Judged(asked, name, (), error.sentence)
    return _Judged(asked, name, tuple(each for each in conditions if not each.holds), "")


def _of_one(asked: Open, raw: dict[str, Any]) -> dict[str, Any]:
    """What was typed once, with what each request gives: its end and its reason."""
    until = decision_panel.end_of(asked)
    return {**raw, "valid_until_on": show_date(until, language()) if until else "", "reason": "", "conditions": []}


def _tell(judged: Sequence[_Judged]) -> None:
    facts.table(
        [_("Request"), _("Permitted until"), _("Conditions of the law for permitting")],
        [(each.name, engagement_card.day(decision_panel.end_of(each.asked)), _state(each)) for each in judged],
        widths=("30%", "16%", "54%"),
    )
    left_out = [each.name for each in judged if not each.holds]
    if left_out:
        st.warning(
            _("Left out, because not all conditions hold: {names}. See to them one by one.", names="、".join(left_out)),
            icon=":material/block:",
        )


def _state(judged: _Judged) -> str:
    if judged.problem:
        return judged.problem
    if judged.holds:
        return f"○ {_('All hold')}"
    return "\n".join(
        "× " + _("{title}: {text}", title=f"{each.rule.id} {each.rule.title}", text=each.says) for each in judged.broken
    )


def _decide(here: Here, sound: Sequence[_Judged], raw: dict[str, Any]) -> None:
    with saving.attempt():
        entered.read(
            lambda: entered.needed(raw["decided_by"], _("Decided by")),
            lambda: entered.needed(raw["document_number"], _("Approval document no.")),
            lambda: decision_panel.check_work(raw, Outcome.PERMITTED),
        )
        decisions = [
            (decision_panel.values_of(each.asked, _of_one(each.asked, raw), Outcome.PERMITTED), each.asked.seen)
            for each in sound
        ]
        decision_actions.decide_together(here.ledger, decisions, actor=here.actor)
        st.session_state["decided_by"], st.session_state["capacity"] = raw["decided_by"], raw["capacity"]
        saving.begin_anew(KEY)
        page.tell(_("Permitted: {count} requests, by one decision.", count=len(sound)))
        st.rerun()
