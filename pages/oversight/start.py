"""First start: nothing is on record yet."""

import streamlit as st

from kantoku import actions
from kantoku.records import Office
from kantoku.wording import _
from ui import entered, forms, office, page, saving

with page.open(_("Welcome to Kantoku"), icon=":material/visibility:") as here:
    st.markdown(
        _(
            "The ledger for overseeing outsourced work: contracts, permission to subcontract at every tier, how "
            "personal data is handled, and audits. Nothing is on record yet. How would you like to begin?"
        )
    )
    look, own = st.columns(2, gap="large")
    with look, st.container(border=True, height="stretch"):
        st.header(_("Look around in the sample office"), anchor=False)
        st.markdown(
            _(
                "An invented ward with about 40 contracts, some in order and some not. It has a ledger of its own, so "
                "you can try anything; your own ledger stays empty."
            )
        )
        if st.button(_("Open the sample office"), type="primary", icon=":material/science:"):
            with st.spinner(_("Writing the sample office…")):
                office.enter_sample()
            st.rerun()
    with own, st.container(border=True, height="stretch"):
        st.header(_("Start with your own office"), anchor=False)
        st.markdown(_("Name your office and its sections. Everything can be changed later under Settings."))
        raw = forms.ask(Office, ["name", "sections"], key="start", columns=1)
        if forms.submit(_("Start with an empty ledger"), key="start"):
            with saving.attempt():
                values = forms.typed(Office, raw)
                entered.needed(values["name"], _("Name of the office"))
                actions.describe_office(here.ledger, values, actor=here.actor)
                st.rerun()
        st.caption(_("The sample office stays at hand under Settings."))
    with st.expander(_("You have a ledger in Excel?"), icon=":material/table_view:"):
        st.markdown(
            _(
                "Name your office and start; then “Import” in the navigation takes the workbook or CSV over. You see "
                "what would be recorded, and what it reveals, before anything is."
            )
        )
