"""Taking a list away, as CSV or as a workbook. Every file that leaves is noted in the journal."""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.exports import table
from kantoku.wording import _
from ui import spoken, tables
from ui.page import Here

Workbook = Callable[[pd.DataFrame, Mapping[str, str]], bytes]
"""Rows in words and column → heading, already translated → the file."""

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


_RESERVED = re.compile(r'[\x00-\x1f\\/:*?"<>|\s]+')


def offer(
    here: Here,
    frame: pd.DataFrame,
    headings: Mapping[str, str],
    *,
    report: str,
    filters: Mapping[str, Any] | None = None,
    words: tables.Words = lambda rows: rows,
    name: str = "",
    workbook: Workbook = table.workbook_bytes,
) -> None:
    """Two buttons: the list as CSV and as a workbook. headings: column → heading, already translated.

    words: what gives the rows their words, when the file is asked for. name: of the file without its ending, where it
    is not that of the report and the day. workbook: what makes the workbook.
    """
    if frame.empty:
        return
    name = name or f"{report}_{here.as_of:%Y%m%d}"
    with st.container(horizontal=True, horizontal_alignment="right"):
        for label, ending, mime, make in (
            (_("CSV"), "csv", "text/csv", table.csv_bytes),
            (_("Workbook"), "xlsx", XLSX, workbook),
        ):
            button(
                here,
                label,
                f"{name}.{ending}",
                mime,
                lambda make=make: make(words(frame), headings),  # type: ignore[misc]
                filters=filters,
            )


def file_name(*parts: object, ending: str) -> str:
    """The parts as the name of a file, without what file systems reserve; empty ones are left out."""
    named = (_RESERVED.sub("-", str(part)).strip(" .-") for part in parts if part)
    return f"{'_'.join(filter(None, named))}{ending}"


def pdf(here: Here, label: str, name: str, make: Callable[..., bytes]) -> None:
    """A button for a document to print. make: takes the two clocks as as_of and at_seq."""
    button(here, label, name, PDF, lambda: make(as_of=here.as_of, at_seq=here.at_seq))


def button(
    here: Here,
    label: str,
    file_name: str,
    mime: str,
    make: Callable[[], bytes],
    *,
    filters: Mapping[str, Any] | None = None,
) -> None:
    """A button that makes the file when it is clicked, on a thread of its own, and notes it in the journal."""

    def made() -> bytes:
        data = make()
        note = {
            "as_of": here.as_of.isoformat(),
            "at_seq": here.at_seq,
            "file": file_name,
            "filters": {name: value for name, value in (filters or {}).items() if value},
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        here.ledger.note("export.made", note, actor=here.actor)
        return data

    st.download_button(
        label,
        data=spoken.kept(made),
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        icon=":material/download:",
        key=f"get_{file_name}",
    )
