"""What comes next where no contract is on record yet: the steps in their order, each with the way there."""

import streamlit as st

from kantoku.records import OFFICE_ID, Office
from kantoku.wording import N_, _
from ui import frame, readings
from ui.literal import literal
from ui.page import Here

Way = tuple[str, dict[str, str], str, str]

# Title, what it is about, and the ways there: page, what stands in its address, wording, icon.
_STEPS: tuple[tuple[str, str, tuple[Way, ...]], ...] = (
    (
        N_("1 Look through your office's settings"),
        N_("Its sections, and its policy: at what intervals it audits, how long a confirmation holds."),
        (("settings", {"act": "correct"}, N_("Open the settings"), ":material/settings:"),),
    ),
    (
        N_("2 Record the contracts"),
        N_(
            "Begin with those that handle Specific Personal Information. What a contract does not say yet can be added "
            "later."
        ),
        (("contracts", {"contract": "new"}, N_("Record a contract"), ":material/add:"),),
    ),
    (
        N_("3 Record the subcontracting under them"),
        N_(
            "Permissions already decided on paper are logged as they are; new ones are requested, confirmed and "
            "decided here."
        ),
        (
            ("paper-decision", {}, N_("Log a paper decision"), ":material/edit_note:"),
            ("permissions", {}, N_("Permissions to subcontract"), ":material/approval:"),
        ),
    ),
)


def is_now(here: Here) -> bool:
    """Was no contract on record by then?"""
    return not readings.kept(here, "contracts_choices").iloc[0]["contracts"]


def show(here: Here) -> None:
    """The steps, instead of numbers that would all be 0."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"## {_('No contract is on record yet.')}")
        st.markdown(_on_record(here))
    if not here.can_write:
        return
    with st.grid(len(_STEPS), min_column_width=270):
        for title, what, ways in _STEPS:
            with st.container(border=True, height="stretch"):
                st.markdown(f"### {_(title)}")
                st.markdown(_(what))
                for path, query, label, icon in ways:
                    st.page_link(frame.page_path(path), label=_(label), icon=icon, query_params=query)
    st.caption(_("A ledger kept in Excel is taken over under “Import”. The sample office is under Settings."))


def _on_record(here: Here) -> str:
    if not here.can_write:
        return _("Nothing can be recorded while the screen shows the past. Go back to now first.")
    office = Office.model_validate(here.ledger.get("office", OFFICE_ID)[0])
    return _(
        "Sections of {office} on record: {count}. The numbers appear here with the first contract.",
        office=literal(office.name or _("Office")),
        count=len(office.sections),
    )
