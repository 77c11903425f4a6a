"""The inbox of requests: what waits for a confirmation, for an opinion, for a decision; and what was decided."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import fiscal_year, fiscal_year_span, show_fiscal_year
from kantoku.records.permission import Outcome, Taken
from kantoku.wording import N_, _, language
from ui import address, downloads, permission_batch, readings, states, tables, worded
from ui.page import Here
from ui.tables import Column

STEPS = {
    "confirmation": N_("Waiting for confirmation"),
    "opinion": N_("Waiting for opinion"),
    "decision": N_("Waiting for decision"),
    "returned": N_("Sent back to the applicant"),
    "elsewhere": N_("Asked for another subcontractor"),
    "unfiled": N_("Not yet filed"),
}
_RARE = ("elsewhere", "unfiled")
_DECIDED = "decided"


def show(here: Here) -> tuple[str, str] | None:
    """The list that was chosen. Returns what the picked row leads to, as ("request", id) or ("engagement", id)."""
    section = _section(here)
    inbox = readings.kept(here, "permissions_inbox", section=section)
    counts = inbox["step"].value_counts()
    steps = [step for step in STEPS if step not in _RARE or step in counts]
    labels = {
        code: _label(code, counts, len(inbox) - int(counts.get("unfiled", 0))) for code in ("open", *steps, _DECIDED)
    }
    chosen = address.segments(_("Requests"), labels, name="step")
    return _decided(here, section) if chosen == _DECIDED else _open(here, inbox, chosen, section)


def _section(here: Here) -> str | None:
    sections = [str(name) for name in readings.kept(here, "contracts_choices")["sections"].iloc[0]]
    with st.container(width=240):
        named = {"": _("All sections"), **{name: name for name in sections}}
        return address.select(_("Section"), named, name="section") or None


def _label(code: str, counts: Any, everything: int) -> str:
    if code == _DECIDED:
        return _("Decided")
    if code == "open":
        return _("All open {count}", count=everything)
    return f"{_(STEPS[code])} {int(counts.get(code, 0))}"


def _open(here: Here, inbox: pd.DataFrame, step: str, section: str | None) -> tuple[str, str] | None:
    chosen = inbox[(inbox["step"] != "unfiled") if step == "open" else (inbox["step"] == step)]
    if len(chosen) and pd.notna(longest := chosen["days_waiting"].max()):
        st.caption(_("{count} requests, the longest waiting for {days} days.", count=len(chosen), days=int(longest)))
    columns = {
        "step": Column(_("Waits for"), width=200),
        "days_waiting": Column(_("Days waiting"), is_number=True),
        "requested_on": Column(_("Requested on"), tables.date, rank=6),
        "number": Column(_("Request no."), rank=6),
        "organisation": Column(_("Subcontractor")),
        "tier": Column(_("Tier"), rank=6),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Title")),
        "applicant": Column(_("Applicant"), width=150, rank=7),
        "section": Column(_("Section")),
    }
    if here.can_write and len(chosen) and st.toggle(_("Decide on several at once"), key="several"):
        waiting = chosen[chosen["step"].isin(["decision", "opinion", "confirmation"])]
        permission_batch.show(here, waiting, columns, _waiting_in_words)
        return None
    nothing = _("Nothing waits here. Record a request when one comes in.")
    picked = tables.show(chosen, columns, key="inbox", empty=nothing, words=_waiting_in_words)
    _offer(here, chosen, columns, "permission_requests", {"section": section, "step": step}, _waiting_in_words)
    return None if picked is None else ("request", str(picked["request_id"]))


def _decided(here: Here, section: str | None) -> tuple[str, str] | None:
    chosen = _fiscal_year(here)
    first, last = fiscal_year_span(chosen)
    rows = readings.kept(here, "permissions_decided", section=section, first=first, last=last)
    rows = rows.assign(confirming=["confirming" if again else "" for again in rows["needs_confirming"]])
    columns = {
        "outcome": Column(_("Decision")),
        "decided_on": Column(_("Decided on"), tables.date),
        "decided_by": Column(_("Decided by"), rank=6),
        "document_number": Column(_("Approval document no.")),
        "organisation": Column(_("Subcontractor")),
        "tier": Column(_("Tier"), rank=6),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Title"), rank=6),
        "valid_until_on": Column(_("Permitted until"), tables.date),
        "permission_state": Column(_("Present permission"), width=170),
        "confirming": Column(_("Confirmation"), width=110, rank=6),
        "standing": Column(_("Standing"), width=150, rank=4),
        "taken": Column(_("Where it was taken")),
        "section": Column(_("Section")),
    }
    nothing = _("Nothing was decided in that fiscal year.")
    picked = tables.show(rows, columns, key="decided", empty=nothing, words=_decided_in_words)
    _offer(here, rows, columns, "permission_decisions", {"section": section, "year": chosen}, _decided_in_words)
    return None if picked is None else _link(picked)


def _link(picked: Any) -> tuple[str, str]:
    name = "request" if isinstance(picked["request_id"], str) else "engagement"
    return name, str(picked[f"{name}_id"])


def _fiscal_year(here: Here) -> int:
    year = fiscal_year(here.as_of)
    years = {str(each): show_fiscal_year(each, language()) for each in range(year, year - 8, -1)}
    with st.container(width=180):
        return int(address.select(_("Fiscal year"), years, name="year"))


_DECIDED_WORDS = {
    "outcome": lambda code: _(Outcome(code).label),
    "taken": lambda code: _(Taken(code).label),
    "tier": states.tier,
    "permission_state": lambda code: states.plain("permission_state", code),
    "standing": lambda code: states.plain("standing", code),
    "confirming": lambda code: f"▲ {_('To be confirmed again')}" if code else "",
}


def _waiting_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    return worded.frame(rows, {"step": lambda code: _(STEPS[code]), "tier": states.tier})


def _decided_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    return worded.frame(rows, _DECIDED_WORDS)


def _offer(
    here: Here,
    rows: pd.DataFrame,
    columns: dict[str, Column],
    report: str,
    filters: dict[str, Any],
    words: tables.Words,
) -> None:
    headings = {name: column.label for name, column in columns.items()}
    downloads.offer(here, rows, headings, report=report, filters=filters, words=words)
