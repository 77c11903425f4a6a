"""Contracts handed to another officer or section: who has which, and many passed on at once."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku import assignment_actions
from kantoku.wording import _
from ui import address, audit_filters, entered, forms, list_export, page, picking, readings, saving, tables
from ui.page import Here
from ui.tables import Column

_KEY = "assignment"


def show(here: Here) -> None:
    """Filters, who answers for what, and the form that hands over what is ticked."""
    section, officer = st.columns(2, vertical_alignment="bottom")
    with section:
        chosen_section = audit_filters.section(here)
    with officer:
        chosen_officer = _officer(here)
    found = readings.kept(
        here, "contracts_assigned", section=chosen_section, officer=chosen_officer, row_limit=audit_filters.ROWS
    )
    if found.empty:
        st.info(_("No contract matches. Clear the filters."), icon=":material/inbox:")
        return
    # Above the list, where it is in view however long that is.
    bar = st.container(border=True)
    picked = picking.several(found, _columns(), key=saving.generation(_KEY))
    with bar:
        if here.can_write:
            _hand_over(here, picked)
        else:
            st.caption(_("Recording is possible in the present only. Set the two dates in the sidebar back to now."))
    filters = {"section": chosen_section, "officer": chosen_officer}
    list_export.offer(here, found, _columns(), report="contracts_assigned", filters=filters)


def _officer(here: Here) -> str | None:
    """None for all; '' for the contracts without one."""
    rows = readings.kept(here, "contracts_officers")
    known = {f"={name}": name or _("No officer") for name in rows["officer"]}
    chosen = address.select(_("Contract officer"), {"": _("All")} | known, name="officer")
    return chosen.removeprefix("=") if chosen else None


def _columns() -> dict[str, Column]:
    return {
        "section": Column(_("Section"), rank=1),
        "officer": Column(_("Contract officer"), rank=1),
        "protection_officer": Column(_("Section protection officer"), rank=5),
        "contract_number": Column(_("Contract no."), rank=1),
        "contract_title": Column(_("Title"), width=140, rank=2),
        "organisation": Column(_("Contractor"), width=130),
        "ends_on": Column(_("Ends on"), tables.date, rank=6),
    }


def _hand_over(here: Here, picked: pd.DataFrame) -> None:
    st.markdown(
        _("**Hand over:** tick the contracts in the list that pass to another officer or section.")
        if picked.empty
        else _("**Hand over {count} contracts** from today on. What is left empty stays as it is.", count=len(picked))
    )
    to: dict[str, Any] = {}
    section, officer, protection, reason = st.columns(4, vertical_alignment="bottom")
    with section:
        to["section"] = st.selectbox(
            _("New section"), audit_filters.sections(here), index=None, key=f"{_KEY}_section", placeholder=_("As it is")
        )
    with officer:
        to["officer"] = st.text_input(_("New officer"), key=f"{_KEY}_officer")
    with protection:
        to["protection_officer"] = st.text_input(_("New protection officer"), key=f"{_KEY}_protection")
    with reason:
        why = st.text_input(entered.marked(_("Reason")), value=_("Transfer of staff"), key=f"{_KEY}_reason")
    if st.button(
        _("Hand over {count}", count=len(picked)) if len(picked) else _("Hand over"),
        key=f"{_KEY}_save",
        type="primary",
        icon=":material/swap_horiz:",
        disabled=picked.empty,
    ):
        with saving.attempt():
            assignment_actions.reassign(here.ledger, list(picked["contract_id"]), to, reason=why, actor=here.actor)
            forms.clear(_KEY)
            saving.begin_anew(_KEY)
            page.tell(_("{count} contracts are handed over.", count=len(picked)))
            st.rerun()
