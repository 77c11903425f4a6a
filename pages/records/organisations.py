"""Organisations: the register, a new organisation, one organisation's own page."""

import streamlit as st

from kantoku.wording import _
from ui import address, organisation_panel, organisation_register, page, record_form

with page.open(_("Organisations"), icon=":material/apartment:") as here:
    chosen = address.given("organisation")
    if chosen == "new":
        address.back(_("Back to the register"), organisation_panel.PLACES)
        st.header(_("A new organisation"), anchor=False)
        form = organisation_panel.form(here, key="organisation_new")
        if organisation_id := record_form.new(
            here, form, key="organisation_new", label=_("Record this organisation"), start={"country": "JP"}
        ):
            page.tell(_("The organisation was recorded."))
            address.go(organisation_panel.PLACES, organisation=organisation_id)
            st.rerun()
    elif chosen:
        organisation_panel.show(here, chosen)
    else:
        organisation_register.show(here)
