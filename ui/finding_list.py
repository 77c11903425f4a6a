"""The findings as a list: all of them with filters, or those of one audit in its report."""

import pandas as pd
import streamlit as st

from kantoku.records.finding import FindingClass, Severity
from kantoku.wording import _
from ui import address, audit_filters, audit_place, audit_words, list_export, search, tables
from ui.audit_words import FINDING_COURSES
from ui.page import Here
from ui.tables import Column


def show(here: Here) -> None:
    """Filters, the list and its export."""
    query, course, section = st.columns([3, 2, 2], vertical_alignment="bottom")
    with query:
        typed = address.search(_("Search"), name="search", placeholder=_("Content, owner, organisation or number"))
    with course:
        first = {"all_open": _("All open ones"), "": _("All")}
        chosen = audit_filters.course(FINDING_COURSES, first=first, name="course")
    with section:
        chosen_section = audit_filters.section(here)
    rows = _read(here, course=chosen or None, section=chosen_section, found=search.ids(here, "findings_search", typed))
    columns = _columns()
    picked = tables.show(
        rows, columns, key="findings", empty=_("No finding matches. Clear the filters, or record a finding.")
    )
    audit_place.open_picked(picked, "finding_id", "finding")
    filters = {"course": chosen, "section": chosen_section, "search": typed}
    list_export.offer(here, rows, columns, report="findings", filters=filters)


def of_audit(here: Here, audit_id: str) -> pd.DataFrame:
    """The findings of an audit, a row each."""
    return _read(here, audit=audit_id)


def show_courses(rows: pd.DataFrame, audit_id: str) -> None:
    """How the findings of an audit (rows of `of_audit`) stand; their page opens from here."""
    names = ("course", "finding_class", "content", "organisation", "basis", "owner", "due_on")
    columns = {name: column for name, column in _columns().items() if name in names}
    picked = tables.show(rows, columns, key=f"findings_{audit_id}", empty="")
    audit_place.open_picked(picked, "finding_id", "finding")


def _read(
    here: Here,
    *,
    audit: str | None = None,
    course: str | None = None,
    section: str | None = None,
    found: list[str] | None = None,
) -> pd.DataFrame:
    return here.read(
        "findings_list",
        audit=audit,
        engagement=None,
        course=course,
        section=section,
        search=found,
        row_limit=audit_filters.ROWS,
    )


def _columns() -> dict[str, Column]:
    return {
        "course": Column(_("State"), lambda code: audit_words.course(FINDING_COURSES, code), 160, rank=1),
        "due_on": Column(_("Due on"), tables.date, 120, rank=2),
        "days_overdue": Column(_("Days overdue"), lambda days: f"{days:,}" if days else "", 100, rank=4),
        "finding_class": Column(
            _("Class of finding"), lambda code: audit_words.chosen(FindingClass, code), 120, rank=6
        ),
        "severity": Column(_("Severity"), lambda code: audit_words.chosen(Severity, code), 70, rank=6),
        "content": Column(_("Content"), None, 160, rank=1),
        "organisation": Column(_("Organisation"), None, 190, rank=3),
        "section": Column(_("Section"), None, 110),
        "owner": Column(_("Owner of the correction"), None, 130),
        "contract_number": Column(_("Contract no."), None, 110),
        "audit_number": Column(_("Audit no."), None, 100),
        "basis": Column(_("Clause it rests on"), None, 130),
        "found_on": Column(_("Found on"), tables.date, 120),
        "number": Column(_("Finding no."), None, 100),
    }
