"""再委託の許諾: the inbox of requests, one request from filing to decision, and a new one."""

import streamlit as st

from kantoku.wording import _
from ui import engagement_permission, frame, page, permission_check, permission_inbox, pickers, request_page

HERE = frame.page_path("permissions")

with page.open(_("Permissions to subcontract"), icon=":material/approval:") as here:
    asked = st.query_params
    engagement = asked.get("engagement")
    request = asked.get("request") or (engagement and engagement_permission.open_request(here, engagement))
    if request or engagement or asked.get("under"):
        st.page_link(HERE, label=_("All requests"), icon=":material/arrow_back:")
    if request:
        request_page.show(here, request)
    elif under := asked.get("under"):
        engagement_permission.new(here, under)
    elif engagement and engagement_permission.is_contract(here, engagement):
        engagement_permission.new(here, engagement)
    elif engagement:
        engagement_permission.show(here, engagement)
    else:
        with st.expander(_("New request"), icon=":material/add:"):
            chosen = pickers.engagement(here, _("Under whom"), key="new_under", with_ended=False)
            begins = st.button(_("Fill in the request"), disabled=chosen is None or not here.can_write)
            if begins and chosen is not None:
                st.switch_page(HERE, query_params={"under": chosen["engagement_id"]})
        permission_check.show(here)
        if picked := permission_inbox.show(here):
            st.switch_page(HERE, query_params=dict([picked]))
