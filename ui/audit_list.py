"""The audits on record: planned, done, report not yet in."""

import streamlit as st

from kantoku.records.audit import AuditKind, AuditResult
from kantoku.wording import _
from ui import address, audit_filters, audit_place, audit_words, list_export, readings, search, tables
from ui.audit_words import AUDIT_COURSES
from ui.page import Here
from ui.tables import Column


def show(here: Here) -> None:
    """Filters, the list, its export, and the way to record another audit."""
    query, course, year, section = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    with query:
        typed = address.search(_("Search"), name="search", placeholder=_("Audit, organisation, contract or system"))
    with course:
        chosen = audit_filters.course(AUDIT_COURSES, first={"": _("All")}, name="state")
    with year:
        chosen_year = audit_filters.year(here, has_all=True)
    with section:
        chosen_section = audit_filters.section(here)
    rows = readings.kept(
        here,
        "audits_list",
        audit=None,
        course=chosen or None,
        year=int(chosen_year) if chosen_year else None,
        section=chosen_section,
        search=search.ids(here, "audits_search", typed),
        row_limit=audit_filters.ROWS,
    )
    if not rows.empty and rows["found"].iloc[0] > len(rows):
        found = rows["found"].iloc[0]
        st.caption(_("The latest {shown} of {all}. Narrow the list by year or search.", shown=len(rows), all=found))
    shown = columns()
    picked = tables.show(
        rows, shown, key="audits", empty=_("No audit matches. Clear the filters, plan a visit, or record an audit.")
    )
    audit_place.open_picked(picked, "audit_id", "audit")
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            _("Record an audit"),
            on_click=audit_place.go,
            kwargs={"act": "new", "form": "full"},
            disabled=not here.can_write,
            icon=":material/add:",
            help=_("An inspection of one engagement is quicker from its plan or its contract."),
        )
        filters = {"course": chosen, "year": chosen_year, "section": chosen_section, "search": typed}
        list_export.offer(here, rows, shown, report="audits", filters=filters)


def columns() -> dict[str, Column]:
    return {
        "course": Column(_("State"), lambda code: audit_words.course(AUDIT_COURSES, code), rank=1),
        "held_on": Column(_("Audited on (planned for)"), tables.date, rank=2),
        "number": Column(_("Audit no."), rank=6),
        "names": Column(_("Whom"), width=160, rank=2),
        "contract_numbers": Column(_("Contract no.")),
        "audit_kind": Column(_("Kind of audit"), lambda code: audit_words.chosen(AuditKind, code), width=140, rank=7),
        "methods": Column(_("Methods"), audit_words.methods, width=150, rank=7),
        "result": Column(_("Overall result"), lambda code: audit_words.chosen(AuditResult, code), rank=3),
        "findings": Column(_("Findings"), is_number=True, rank=6),
        "open_findings": Column(_("Open findings"), is_number=True, rank=4),
        "reported_on": Column(_("Reported on"), tables.date),
        "title": Column(_("Title"), width=180),
    }
