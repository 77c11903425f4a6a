"""What was recorded of the last paper decision, and what the law finds missing in it."""

from typing import Any

import streamlit as st

from kantoku import rules
from kantoku.dates import show_date
from kantoku.paper_actions import PaperDecision
from kantoku.wording import _, language
from ui import confirmation_view, frame, legal_basis, states
from ui.literal import literal
from ui.page import Here

_KEPT = "paper_logged"


def keep(logged: PaperDecision, under: str) -> None:
    """Remembers it for the next run. under: the engagement it hangs under."""
    st.session_state[_KEPT] = {
        "engagement": logged.engagement_id,
        "decision": logged.decision_id,
        "flagged": [(hit.rule, hit.level, hit.data_class, hit.detail) for hit in logged.flagged],
        "under": under,
    }


def last_under() -> str | None:
    """Under whom the last decision of this session was logged."""
    return (st.session_state.get(_KEPT) or {}).get("under")


def show(here: Here) -> None:
    """The receipt of the last decision of this session, if there is one."""
    kept: dict[str, Any] | None = st.session_state.get(_KEPT)
    if not kept:
        return
    rows = here.read("engagement_status", engagement=kept["engagement"])
    if rows.empty:
        return
    with st.container(border=True, key="paper_receipt"):
        _recorded(here, rows.iloc[0], kept)
        _flagged(kept)
        _unfinished(here, kept["engagement"])


def _recorded(here: Here, row: Any, kept: dict[str, Any]) -> None:
    decision, _revision = here.ledger.get("permission_decision", kept["decision"], at_seq=here.at_seq)
    facts = decision.model_dump()
    says = _(
        "Recorded: {organisation}, {outcome} on {day} ({number}).",
        organisation=literal(row["organisation"]),
        outcome=_(facts["outcome"].label),
        day=show_date(facts["decided_on"], language()),
        number=literal(facts["document_number"]) or _("no document number"),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":green[:material/check_circle:] **{says}**", width="stretch")
        st.page_link(
            frame.page_path("contracts"),
            label=_("Contract {number}", number=literal(row["contract_number"])),
            icon=":material/contract:",
            query_params={"contract": row["contract_id"]},
        )


def _flagged(kept: dict[str, Any]) -> None:
    if not kept["flagged"]:
        st.markdown(f":material/task_alt: {_('The law finds nothing missing.')}")
        return
    st.markdown(
        _(
            "The law finds {count} points missing. They stay under Needs attention until they are cured.",
            count=len(kept["flagged"]),
        )
    )
    for rule_id, level, data_class, detail in kept["flagged"]:
        rule = rules.load()[rule_id]
        says, basis = st.columns([7, 5])
        found = f"{states.badge('level', level)} **{rule.title}** {literal(rule.says(detail))}"
        says.markdown(f"{found}  \n{rule.remedy_for(detail)}")
        with basis:
            legal_basis.cite(rule, data_class)


def _unfinished(here: Here, engagement_id: str) -> None:
    """A confirmation that was given, and what it lacks to count."""
    rows = here.read("engagement_confirmations", engagement=engagement_id)
    if rows.empty or rows["is_complete"].iloc[0]:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        why = confirmation_view.incomplete_because(rows.iloc[0])
        st.markdown(
            f":orange[:material/edit_note:] {_('The confirmation is recorded, but does not count yet.')} {why}",
            width="stretch",
        )
        st.page_link(
            frame.page_path("confirmations"),
            label=_("Complete the confirmation"),
            icon=":material/fact_check:",
            query_params={"engagement": engagement_id},
        )
