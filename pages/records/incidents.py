"""Incidents: the list by the urgency of their clocks, one incident, a new one."""

import streamlit as st

from kantoku.wording import _
from ui import address, incident_form, incident_list, incident_panel, page

with page.open(_("Incidents"), icon=":material/emergency_home:") as here:
    incident, engagement, act = (address.given(name) for name in ("incident", "engagement", "act"))
    if incident and act == "correct":
        address.back(_("Back without recording"), incident_list.PLACES, icon="close", incident=incident)
        incident_form.correct(here, incident)
    elif incident:
        address.back(_("To the incidents"), incident_list.PLACES)
        incident_panel.show(here, incident)
    elif engagement or act == "new":
        address.back(_("To the incidents"), incident_list.PLACES)
        st.header(_("Open an incident"), anchor=False)
        incident_form.new(here, engagement)
    else:
        incident_list.show(here)
