"""The incidents as a list, those whose next report is due first at the top."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku.records.incident import IncidentKind
from kantoku.wording import N_, _
from ui import address, choices, frame, list_export, readings, search, states, tables
from ui.literal import literal
from ui.page import Here
from ui.tables import Column

PLACES = ("incident", "engagement", "act", "part")

_NEXT = {"first": N_("First report"), "final": N_("Final report")}


def show(here: Here) -> None:
    query, act = st.columns([5, 2], vertical_alignment="bottom")
    with query:
        typed = address.search(_("Search"), name="search", placeholder=_("Incident, contract, organisation or number"))
    with act:
        st.button(
            _("Open an incident"),
            on_click=address.go,
            args=(PLACES,),
            kwargs={"act": "new"},
            disabled=not here.can_write,
            icon=":material/add:",
        )
    rows = read(here, search=search.ids(here, "incidents_search", typed))
    shown = columns()
    empty = _("No incident is on record. Open one as soon as a leak, or a breach of the contract, becomes known.")
    picked = tables.show(rows, shown, key="incidents", empty=empty)
    if picked is not None:
        address.go(PLACES, incident=str(picked["incident_id"]))
        st.rerun()
    list_export.offer(here, rows, shown, report="incidents_list", filters={"search": typed})


def read(here: Here, **narrowed: Any) -> pd.DataFrame:
    """Rows of incidents_list. narrowed: contract, engagement, incident, or search."""
    everything = {"contract": None, "engagement": None, "incident": None, "search": None}
    rows = readings.kept(here, "incidents_list", **(everything | narrowed))
    return rows.assign(
        next=[_next(report, is_late) for report, is_late in zip(rows["next_report"], rows["is_late"], strict=True)]
    )


def _next(report: Any, is_late: Any) -> str:
    if report not in _NEXT:
        return ""
    return f"▲ {_(_NEXT[report])}" if is_late else _(_NEXT[report])


def columns() -> dict[str, Column]:
    return {
        "next": Column(_("Due next"), rank=1),
        "next_due_on": Column(_("Due on"), tables.date, rank=1),
        "title": Column(_("Incident in brief"), width=190, rank=1),
        "incident_kind": Column(_("Kind of incident"), choices.words(IncidentKind), rank=3),
        "state": Column(_("State"), lambda code: states.plain("incident_state", code), width=110, rank=2),
        "reportability": Column(
            _("Report to the Commission"), lambda code: states.plain("reportability", code), width=130, rank=4
        ),
        "organisation": Column(_("Organisation"), width=150, rank=3),
        "contract_number": Column(_("Contract no."), rank=6),
        "section": Column(_("Section"), rank=7),
        "known_on": Column(_("Knew on"), tables.date, rank=5),
        "persons": Column(_("Persons"), lambda number: "" if pd.isna(number) else f"{int(number):,}", rank=6),
        "number": Column(_("Incident no."), rank=8),
    }


def of_engagement(here: Here, engagement_id: str) -> list[str]:
    """The incidents on record about one piece of work, as links; returns their kinds."""
    found = read(here, engagement=engagement_id)
    for row in found.to_dict("records"):
        called = literal(row["number"] or row["title"])
        st.page_link(
            frame.page_path("incidents"),
            label=_("Incident on record: {name}", name=called),
            icon=":material/emergency_home:",
            query_params={"incident": str(row["incident_id"])},
        )
    return list(found["incident_kind"])


def opening(here: Here, engagement_id: str, *, is_unpermitted: bool = False) -> None:
    """The way to a new incident about one piece of work, and to those on record.

    is_unpermitted: it is one because nobody permitted the work; one such incident is enough.
    """
    known = of_engagement(here, engagement_id)
    if is_unpermitted and IncidentKind.UNPERMITTED in known:
        return
    st.page_link(
        frame.page_path("incidents"),
        label=_("Open an incident"),
        icon=":material/add_alert:",
        query_params={"engagement": engagement_id, "act": "new"},
    )
