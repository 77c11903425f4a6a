"""The periodic reports as lists: which each contract owes next, and which were received."""

from typing import TYPE_CHECKING

import streamlit as st

from kantoku.records.contract import ReportingInterval
from kantoku.records.periodic_report import Compliance, SubcontractingStatement
from kantoku.wording import _
from ui import address, audit_filters, choices, list_export, readings, search, tables
from ui.page import Here
from ui.tables import Column

if TYPE_CHECKING:
    from collections.abc import Callable

PLACES = ("view", "report", "contract", "act")
ROWS = 5_000


def show(here: Here) -> None:
    views: dict[str, Callable[[Here], None]] = {"due": _due, "received": _received}
    words = {"due": _("Due next"), "received": _("Received")}
    views[address.segments(_("View"), words, name="view")](here)
    st.button(
        _("Record a report"),
        on_click=address.go,
        args=(PLACES,),
        kwargs={"act": "new"},
        disabled=not here.can_write,
        icon=":material/add:",
        help=_("It is quicker from the contract that is picked in the list."),
    )


def _due(here: Here) -> None:
    """What each contract owes next, the longest due first. A picked row leads to the form."""
    section, _rest = st.columns([2, 5])
    with section:
        chosen = audit_filters.section(here)
    rows = readings.kept(here, "reports_due", contract=None, section=chosen)
    late = int(rows["is_late"].sum())
    st.markdown(_("**{late}** of {all} contracts are late with a report.", late=f"{late:,}", all=f"{len(rows):,}"))
    columns = {
        "due_on": Column(_("Due on"), tables.date, rank=1),
        "days_late": Column(_("Days late"), lambda days: f"{days:,}" if days else "", width=80, rank=1),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Contract"), width=180, rank=3),
        "organisation": Column(_("Contractor"), width=150, rank=2),
        "section": Column(_("Section"), rank=6),
        "reporting_interval": Column(_("Reports of the contractor"), choices.words(ReportingInterval), rank=7),
        "period_from_on": Column(_("Period from"), tables.date),
        "period_until_on": Column(_("Period until"), tables.date),
        "last_submitted_on": Column(_("Last report"), tables.date, rank=7),
    }
    empty = _("No contract owes a report. Give a contract its reporting interval, and its reports fall due here.")
    picked = tables.show(rows, columns, key="reports_due", empty=empty)
    if picked is not None:
        address.go(PLACES, contract=str(picked["contract_id"]), act="new")
        st.rerun()
    list_export.offer(here, rows, columns, report="reports_due", filters={"section": chosen})


def _received(here: Here) -> None:
    query, section = st.columns([5, 2], vertical_alignment="bottom")
    with query:
        typed = address.search(_("Search"), name="search", placeholder=_("Contract, contractor or number"))
    with section:
        chosen = audit_filters.section(here)
    rows = readings.kept(
        here,
        "reports_list",
        contract=None,
        section=chosen,
        search=search.ids(here, "reports_search", typed),
        row_limit=ROWS,
    )
    picked = tables.show(
        rows, columns(), key="reports", empty=_("No report matches. Clear the filters, or record one.")
    )
    if picked is not None:
        address.go(PLACES, report=str(picked["report_id"]))
        st.rerun()
    filters = {"section": chosen, "search": typed}
    list_export.offer(here, rows, columns(), report="reports_list", filters=filters)


def columns() -> dict[str, Column]:
    return {
        "submitted_on": Column(_("Submitted on"), tables.date, rank=1),
        "days_late": Column(_("Days late"), lambda days: f"{int(days):,}" if days > 0 else "", width=80, rank=4),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Contract"), width=160, rank=3),
        "organisation": Column(_("Contractor"), width=150, rank=2),
        "period_from_on": Column(_("Period from"), tables.date, rank=4),
        "period_until_on": Column(_("Period until"), tables.date, rank=3),
        "compliance": Column(_("Contract kept"), choices.words(Compliance), rank=2),
        "subcontracting": Column(_("Subcontracting reported"), choices.words(SubcontractingStatement), rank=3),
        "trainings": Column(_("Trainings"), is_number=True, rank=7),
        "received_by": Column(_("Received by"), rank=7),
    }
