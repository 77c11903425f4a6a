"""The permission of one engagement that has no open request: what was decided on it, and asking for more."""

from typing import Any

import streamlit as st

from kantoku.errors import NotFound
from kantoku.records import Contract
from kantoku.records.stage import Stage
from kantoku.wording import _
from ui import decided_panel, engagement_card, frame, page, record_form, request_form, states
from ui.literal import literal
from ui.page import Here


def open_request(here: Here, engagement_id: str) -> str | None:
    """The request that a link to an engagement means: its latest. None if nothing was asked for."""
    rows = here.read("engagement_requests", engagement=engagement_id)
    return None if rows.empty else str(rows["request_id"].iloc[0])


def show(here: Here, engagement_id: str) -> None:
    """Raises NotFound."""
    row = engagement_card.facts(here, engagement_id)
    st.header(engagement_card.heading(row), anchor=False)
    engagement_card.show(here, row)
    confirming = (
        f":orange-badge[:material/sync_problem: {_('To be confirmed again')}]" if row["needs_confirming"] else ""
    )
    st.markdown(
        f"{states.badge('permission_state', row['permission_state'])} {confirming} "
        f"{states.badge('standing', row['standing'])}"
    )
    decisions = here.read("engagement_decisions", engagement=engagement_id)
    for decision_id in decisions["decision_id"]:
        with st.container(border=True):
            decided_panel.show(here, row, decision_id)
    if here.can_write:
        ask_again(here, row)


def ask_again(here: Here, row: Any) -> None:
    """A request for work that is already on file."""
    label = _("Record a request for this subcontract") if row["grant_id"] is None else _("Ask to change or renew it")
    with st.expander(label, icon=":material/add:", expanded=row["grant_id"] is None):
        if request_id := request_form.again(here, row):
            page.tell(_("The request is recorded."))
            st.switch_page(frame.page_path("permissions"), query_params={"request": request_id})


def new(here: Here, under: str) -> None:
    """A request for new work under an engagement. Raises NotFound."""
    row = engagement_card.facts(here, under)
    st.header(_("New request under {organisation}", organisation=literal(row["organisation"])), anchor=False)
    if not here.can_write:
        raise NotFound(f"{_('Engagement')} {under}")
    engagement_card.show(here, row)
    contract, _revision = record_form.present(here, Contract, row["contract_id"])
    if contract.stage is Stage.ENDED:
        st.warning(
            _(
                "This contract has ended, so that nothing more can be asked for under it. "
                "Where the end is wrong, correct the stage on the page of the contract."
            ),
            icon=":material/event_busy:",
        )
        return
    if request_id := request_form.new(here, under=under):
        page.tell(_("The request is recorded. Next: confirm how the subcontractor handles the data."))
        st.switch_page(frame.page_path("permissions"), query_params={"request": request_id})


def is_contract(here: Here, engagement_id: str) -> bool:
    """Is it the contract itself (tier 1), which needs no permission but may ask for subcontractors? Raises NotFound."""
    return bool(engagement_card.facts(here, engagement_id)["tier"] == 1)
