"""The plan of a fiscal year's audits: who is due, worst first, and one visit planned for those who are picked."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku import audit_actions
from kantoku.dates import fiscal_year_span
from kantoku.errors import KantokuError
from kantoku.records import Audit
from kantoku.wording import N_, _
from ui import (
    address,
    audit_filters,
    audit_place,
    audit_scope,
    audit_words,
    forms,
    list_export,
    page,
    picking,
    readings,
    saving,
    search,
    states,
    tables,
)
from ui.literal import literal
from ui.page import Here
from ui.tables import Column

_KEY = "plan"
_LIST = "due"


def show(here: Here) -> None:
    """Filters, how far the year has come, the list, and the plan of a visit for what is picked in it."""
    query, year, section, data = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    with query:
        typed = address.search(_("Search"), name="search", placeholder=_("Contract, title or organisation"))
    with year:
        chosen_year = int(audit_filters.year(here))
    with section:
        chosen_section = audit_filters.section(here)
    with data:
        chosen_data = audit_filters.data_class()
    first_day, last_day = fiscal_year_span(chosen_year)
    counted = readings.kept(here, "audits_year", first_day=first_day, last_day=last_day, section=chosen_section).iloc[0]
    course, is_due = _course(counted)
    rows = readings.kept(
        here,
        "audits_due",
        first_day=first_day,
        last_day=last_day,
        course=course,
        is_due=is_due,
        section=chosen_section,
        data_class=chosen_data,
        search=search.ids(here, "engagements_search", typed),
        row_limit=audit_filters.ROWS,
    )
    rows = rows.assign(tier_word=rows["tier"].map(states.tier))
    picked = _list(rows, course)
    if course == "open":
        st.caption(_("Risk: from the data class, the depth of the tier, breaches of law and findings past their date."))
        _visit(here, picked)
    filters = {"section": chosen_section, "course": course}
    list_export.offer(here, rows, _columns(course), report=f"audit_plan_{chosen_year}", filters=filters)


def _course(counted: pd.Series) -> tuple[str, bool]:
    """Which part of the year's work is shown; the numbers stand on what they lead to."""
    courses = {
        "due": _("Due in the year {count}", count=counted["due"]),
        "open": _("Not planned {count}", count=counted["open"]),
        "planned": _("Planned {count}", count=counted["planned"]),
        "done": _("Done {count}", count=counted["done"]),
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        course = address.segments(_("Part of the year"), courses, name="part")
        st.caption(
            _(
                "{all} engagements handle personal data in this year; {done} audited ({share} %), {never} never.",
                all=counted["engagements"],
                done=counted["done"],
                share=round(100 * counted["done"] / counted["engagements"]) if counted["engagements"] else 100,
                never=counted["never"],
            ),
            width="stretch",
        )
    return ("open", True) if course == "due" else (course, False)


def _columns(course: str) -> dict[str, Column]:
    shown = {
        "audit_state": Column(_("Audit"), lambda code: states.plain("audit_state", code), rank=1),
        "days_overdue": Column(_("Days overdue"), lambda days: f"{days:,}" if days else "", rank=4),
        "risk": Column(_("Risk"), audit_words.risk, rank=3),
        "data_class": Column(_("Data class"), states.data_class, width=120, rank=6),
        "organisation": Column(_("Organisation"), width=150, rank=1),
        "tier_word": Column(_("Tier"), rank=6),
        "section": Column(_("Section"), rank=6),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Title"), width=140),
        "last_audited_on": Column(_("Last audited on"), tables.date, rank=7),
        "next_audit_due_on": Column(_("Next audit due on"), tables.date, rank=4),
    }
    if course == "planned":
        shown = {"planned_on": Column(_("Planned for"), tables.date, rank=1)} | shown
    if course == "done":
        shown = {"audited_on": Column(_("Audited on"), tables.date, rank=1)} | shown
    return shown


def _list(rows: pd.DataFrame, course: str) -> pd.DataFrame:
    """The list, in which several can be picked; returns the picked rows."""
    if rows.empty:
        st.info(_(_EMPTY[course]), icon=":material/inbox:")
        return rows
    if rows["found"].iloc[0] > len(rows):
        st.caption(
            _(
                "The first {shown} of {all}. Narrow the list by section or search.",
                shown=len(rows),
                all=rows["found"].iloc[0],
            )
        )
    if course == "planned":
        audit_place.open_picked(tables.show(rows, _columns(course), key="planned", empty=""), "plan_id", "audit")
        return rows.iloc[:0]
    if course == "done":
        audit_place.open_picked(tables.show(rows, _columns(course), key="done", empty=""), "audit_id", "audit")
        return rows.iloc[:0]
    # A list of its own after each plan: the ticks of the one before would stand beside other rows.
    return picking.several(rows, _columns(course), key=saving.generation(_LIST))


_EMPTY = {
    "open": N_("Nobody is left to plan for. Choose another year or section, or see what is planned and done."),
    "planned": N_("No audit is planned. Pick engagements under “Not planned” and plan a visit."),
    "done": N_("No audit is on record for this year. Record one from its plan, or under “Audits on record”."),
}


def _visit(here: Here, picked: pd.DataFrame) -> None:
    """The plan of one visit for the picked engagements."""
    if not here.can_write:
        st.caption(_("Planning is possible in the present only. Set the two dates in the sidebar back to now."))
        return
    with st.container(border=True):
        if picked.empty:
            st.markdown(_("**Plan a visit:** tick one or more engagements in the list. One visit can cover several."))
            return
        names = literal("、".join(dict.fromkeys(picked["organisation"])))
        st.markdown(_("**Plan one visit for {count} engagements**: {names}", count=len(picked), names=names))
        raw = forms.ask(Audit, ["planned_on", "title", "number"], key=_KEY, columns=3, needed=("planned_on",))
        if forms.submit(_("Plan this visit"), key=_KEY):
            _plan(here, picked, raw)


def _plan(here: Here, picked: pd.DataFrame, raw: dict[str, Any]) -> None:
    try:
        audit_actions.plan_audit(here.ledger, audit_scope.subjects(picked), forms.typed(Audit, raw), actor=here.actor)
    except KantokuError as error:
        page.show_error(error)
        return
    forms.clear(_KEY)
    saving.begin_anew(_LIST)
    page.tell(_("One visit for {count} engagements is planned.", count=len(picked)))
    st.rerun()
