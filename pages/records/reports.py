"""Periodic reports: which are due and late, which were received, one report, a new one."""

import streamlit as st

from kantoku.wording import _
from ui import address, page, report_form, report_list, report_view

with page.open(_("Periodic reports"), icon=":material/assignment:") as here:
    report, contract, act = (address.given(name) for name in ("report", "contract", "act"))
    if report and act == "correct":
        address.back(_("Back without recording"), report_list.PLACES, icon="close", report=report)
        report_form.correct(here, report)
    elif report:
        address.back(_("To the reports"), report_list.PLACES, view="received")
        report_view.show(here, report)
    elif contract or act == "new":
        address.back(_("To the reports"), report_list.PLACES)
        st.header(_("A report received"), anchor=False)
        report_form.new(here, contract)
    else:
        report_list.show(here)
