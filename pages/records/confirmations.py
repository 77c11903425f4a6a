"""取扱状況の確認: who lacks one, what was confirmed, and a new one."""

import streamlit as st

from kantoku.wording import _
from ui import confirmation_list, engagement_confirmations, frame, page

HERE = frame.page_path("confirmations")

with page.open(_("Handling confirmations"), icon=":material/fact_check:") as here:
    if engagement := st.query_params.get("engagement"):
        st.page_link(HERE, label=_("All confirmations"), icon=":material/arrow_back:")
        engagement_confirmations.show(here, engagement)
    elif picked := confirmation_list.show(here):
        st.switch_page(HERE, query_params={"engagement": picked})
