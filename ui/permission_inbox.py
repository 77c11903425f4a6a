"""The inbox of requests: what waits for a confirmation, for an opinion, for a decision; and what was decided."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import fiscal_year, fiscal_year_span, show_fiscal_year
from kantoku.records.permission import Outcome, Taken
from kantoku.wording import N_, _, language
from ui import downloads, states, tables
from ui.page import Here
from ui.tables import Column

STEPS = {
    "confirmation": N_("Waiting for confirmation"),
    "opinion": N_("Waiting for opinion"),
    "decision": N_("Waiting for decision"),
    "returned": N_("Sent back to the applicant"),
}
_DECIDED = "decided"


def show(here: Here) -> str | None:
    """The list that was chosen. Returns `request=<id>` or `engagement=<id>` of the picked row as (name, id), or None."""
    section = _section(here)
    inbox = here.read("permissions_inbox", section=section)
    counts = inbox["step"].value_counts()
    chosen = st.segmented_control(
        _("Requests"),
        ["open", *STEPS, _DECIDED],
        default="open",
        required=True,
        key="step",
        bind="query-params",
        format_func=lambda code: _label(code, counts, len(inbox)),
        label_visibility="collapsed",
    )
    return _decided(here, section) if chosen == _DECIDED else _open(here, inbox, chosen, section)


def _section(here: Here) -> str | None:
    sections = [str(name) for name in here.read("contracts_choices")["sections"].iloc[0]]
    chosen = st.selectbox(
        _("Section"), ["", *sections], key="section", bind="query-params", format_func=lambda name: name or _("All sections"), width=240
    )
    return chosen or None


def _label(code: str, counts: Any, everything: int) -> str:
    if code == _DECIDED:
        return _("Decided")
    if code == "open":
        return _("All open {count}", count=everything)
    return f"{_(STEPS[code])} {int(counts.get(code, 0))}"


def _open(here: Here, inbox: pd.DataFrame, step: str, section: str | None) -> tuple[str, str] | None:
    rows = inbox if step == "open" or inbox.empty else inbox[inbox["step"] == step]
    if len(rows) and pd.notna(longest := rows["days_waiting"].max()):
        st.caption(_("{count} requests, the longest waiting for {days} days.", count=len(rows), days=int(longest)))
    columns = {
        "step": Column(_("Waits for"), lambda code: _(STEPS[code])),
        "days_waiting": Column(_("Days waiting"), is_number=True),
        "requested_on": Column(_("Requested on"), tables.date),
        "number": Column(_("Request no.")),
        "organisation": Column(_("Subcontractor")),
        "tier": Column(_("Tier"), states.tier),
        "applicant": Column(_("Applicant")),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Title")),
        "section": Column(_("Section")),
    }
    picked = tables.show(rows, columns, key="inbox", empty=_("Nothing waits here. Record a request when one comes in."))
    _offer(here, rows, columns, "permission_requests", {"section": section, "step": step})
    return None if picked is None else ("request", str(picked["request_id"]))


def _decided(here: Here, section: str | None) -> tuple[str, str] | None:
    year = fiscal_year(here.as_of)
    chosen = st.selectbox(
        _("Fiscal year"),
        [year - back for back in range(8)],
        format_func=lambda each: show_fiscal_year(each, language()),
        key="year",
        bind="query-params",
        width=180,
    )
    first, last = fiscal_year_span(chosen)
    rows = here.read("permissions_decided", section=section, first=first, last=last)
    columns = {
        "outcome": Column(_("Decision"), lambda code: _(Outcome(code).label)),
        "decided_on": Column(_("Decided on"), tables.date),
        "decided_by": Column(_("Decided by")),
        "document_number": Column(_("Approval document no.")),
        "organisation": Column(_("Subcontractor")),
        "tier": Column(_("Tier"), states.tier),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Title")),
        "valid_until_on": Column(_("Permitted until"), tables.date),
        "permission_state": Column(_("Now"), lambda code: states.plain("permission_state", code)),
        "standing": Column(_("Standing"), lambda code: states.plain("standing", code)),
        "taken": Column(_("Where it was taken"), lambda code: _(Taken(code).label)),
        "section": Column(_("Section")),
    }
    picked = tables.show(rows, columns, key="decided", empty=_("Nothing was decided in that fiscal year."))
    _offer(here, rows, columns, "permission_decisions", {"section": section, "year": chosen})
    if picked is None:
        return None
    if isinstance(picked["request_id"], str):
        return "request", str(picked["request_id"])
    return "engagement", str(picked["engagement_id"])


def _offer(here: Here, rows: pd.DataFrame, columns: dict[str, Column], report: str, filters: dict[str, Any]) -> None:
    downloads.offer(
        here, rows, {name: column.label for name, column in columns.items()}, report=report, filters=filters
    )
