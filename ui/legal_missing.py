"""Is everything on record that a complete record needs? Which fields are missing, on how many records, and on which."""

import datetime
import logging
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.exports import completeness
from kantoku.records import KINDS
from kantoku.records.base import fields
from kantoku.wording import _
from ui import frame, states, tables
from ui.page import Here
from ui.tables import Column

log = logging.getLogger("kantoku")

_LISTED = 200


def show(here: Here, contracts: tuple[str, ...] | None) -> None:
    """What is missing, of everything or of some contracts."""
    st.header(_("Completeness"), anchor=False)
    if contracts is None:
        _show_fields(here)
    else:
        rows = completeness.frame(here.ledger, as_of=here.as_of, at_seq=here.at_seq, contracts=contracts)
        _show_lines(rows[:_LISTED], len(rows), key="lacking_in_scope")


def _show_fields(here: Here) -> None:
    """The fields that are missing somewhere; one that is picked shows the records, one of these leads to its screen."""
    lacking = _lacking(here)
    st.caption(
        _(
            "{complete} of {all} needed fields are given on every record. What is missing does not stop the export: it "
            "leaves empty cells.",
            complete=int((lacking["missing"] == 0).sum()),
            all=len(lacking),
        )
    )
    missing = lacking[lacking["missing"] > 0]
    picked = tables.show(
        missing,
        {
            "record": Column(_("Kind of record"), width=140),
            "field": Column(_("Needed field"), width=160),
            "missing": Column(_("Missing on"), is_number=True),
            "records": Column(_("Records of this kind"), is_number=True),
            "share": Column(_("Given"), rank=4),
        },
        key="lacking",
        empty=_("Nothing is missing: every record holds all that it needs."),
    )
    if picked is not None:
        _show_records(here, picked)


def _lacking(here: Here) -> pd.DataFrame:
    """A row for each needed field of each kind that has records."""
    given = _given(str(here.ledger.path), here.ledger.record_head(here.at_seq), here.as_of, here)
    rows = [
        {
            "kind": kind,
            "name": field.name,
            "record": _(record.label),
            "field": _(field.about.label),
            "missing": given[kind]["records"] - given[kind][field.name],
            "records": given[kind]["records"],
        }
        for kind, record in KINDS.items()
        if kind in given and given[kind]["records"]
        for field in fields(record)
        if field.about.needed
    ]
    frame_of = pd.DataFrame(rows, columns=["kind", "name", "record", "field", "missing", "records"])
    share = 100 - 100 * frame_of["missing"] / frame_of["records"]
    return frame_of.assign(share=share.map(lambda percent: f"{int(percent)} %"))


@st.cache_data(max_entries=20, show_spinner=False)
def _given(path: str, record_head: int, as_of: datetime.date, _here: Here) -> dict[str, dict[str, int]]:
    """How often each field of each kind is given. It depends on the ledger, its last change and the day."""
    log.debug("counting the fields given in %s", path)
    rows = _here.ledger.read("legal_given", as_of=as_of, at_seq=record_head).to_dict("records")
    return {
        row["kind"]: {str(name): int(n) for name, n in row.items() if name != "kind" and not pd.isna(n)} for row in rows
    }


def _show_records(here: Here, picked: "pd.Series[Any]") -> None:
    kind = str(picked["kind"])
    field = (kind, str(picked["name"]))
    rows = completeness.frame(here.ledger, [field], as_of=here.as_of, at_seq=here.at_seq, row_limit=_LISTED)
    st.markdown(
        _(
            "**{record} without “{field}”** ({count}). Pick one to open it.",
            record=picked["record"],
            field=picked["field"],
            count=f"{picked['missing']:,}",
        )
    )
    _show_lines(rows, int(picked["missing"]), key=f"without_{kind}_{picked['name']}")


def _show_lines(rows: pd.DataFrame, count: int, *, key: str) -> None:
    """A line a record and field that it lacks, leading to where it is mended. count: of all, if not all are here."""
    if count > len(rows):
        st.caption(_("The first {shown}, in the order in which they were recorded.", shown=len(rows)))
    chosen = tables.show(
        rows.assign(tier_word=rows["tier"].map(lambda tier: "" if pd.isna(tier) else states.tier(tier))),
        {
            "contract_number": Column(_("Contract no.")),
            "section": Column(_("Section"), rank=6),
            "organisation": Column(_("Organisation"), width=140),
            "tier_word": Column(_("Tier"), rank=7),
            "record": Column(_("Kind of record"), rank=1),
            "called": Column(_("Number or name"), width=140),
            "dated_on": Column(_("Date"), tables.date, rank=5),
            "lacks": Column(_("Needed field"), rank=1),
        },
        key=key,
        empty=_("Nothing is missing: every record holds all that it needs."),
    )
    if chosen is not None:
        path, params = destination(str(chosen["kind"]), chosen)
        st.switch_page(frame.page_path(path), query_params=params)


def destination(kind: str, row: "pd.Series[Any]") -> tuple[str, dict[str, str]]:
    """The screen on which a record is mended: its path and what its address says."""
    path, name, column = _SCREENS[kind]
    return path, {name: str(row[column])} if name else {}


_SCREENS = {
    "office": ("settings", "", ""),
    "organisation": ("organisations", "organisation", "record_id"),
    "contract": ("contracts", "contract", "record_id"),
    "subcontract": ("contracts", "contract", "contract_id"),
    "permission_request": ("permissions", "request", "record_id"),
    "permission_decision": ("permissions", "engagement", "engagement_id"),
    "handling_confirmation": ("confirmations", "engagement", "engagement_id"),
    "audit": ("audits", "audit", "record_id"),
    "periodic_report": ("reports", "report", "record_id"),
    "disposal": ("contracts", "contract", "contract_id"),
    "incident": ("incidents", "incident", "record_id"),
    "finding": ("audits", "finding", "record_id"),
    "checklist": ("settings", "", ""),
    "journal_review": ("journal", "", ""),
    "document": ("contracts", "contract", "contract_id"),
}
