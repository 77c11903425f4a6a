"""One periodic report: what it says, and how it came on record."""

import streamlit as st

from kantoku.records import PeriodicReport
from kantoku.records.base import fields
from kantoku.wording import _
from ui import address, documents, facts, frame, page, record_trail, report_form, report_list, values, withdrawal
from ui.page import Here


def show(here: Here, report_id: str) -> None:
    record, _revision = here.ledger.get("periodic_report", report_id, at_seq=here.at_seq)
    report = PeriodicReport.model_validate(record)
    st.header(report_form.contract_of(here, report), anchor=False)
    facts.missing(report)
    known = values.names(here, values.referred("periodic_report", report.model_dump(mode="json")))
    shown = values.of_record(report, known)
    facts.pairs(
        [(_(field.about.label), shown[field.name]) for field in fields(PeriodicReport) if field.name != "contract_id"],
        width=260,
    )
    with st.container(horizontal=True):
        st.button(
            _("Correct"),
            icon=":material/edit:",
            on_click=address.go,
            args=(report_list.PLACES,),
            kwargs={"report": report_id, "act": "correct"},
            disabled=not here.can_write,
        )
        st.page_link(
            frame.page_path("contracts"),
            label=_("Open the contract"),
            icon=":material/contract:",
            query_params={"contract": report.contract_id, "tab": "reports"},
        )
    if here.can_write:
        with st.expander(_("Withdraw"), icon=":material/undo:"):
            _withdraw(here, report_id)
    documents.panel(here, "periodic_report", report_id)
    record_trail.show(here, "periodic_report", report_id)


def _withdraw(here: Here, report_id: str) -> None:
    if withdrawal.ask(here, "periodic_report", report_id, key=f"withdraw_{report_id}"):
        page.tell(_("The report was withdrawn."))
        address.go(report_list.PLACES, view="received")
        st.rerun()
