"""Lists: a frame as a table in the person's words, paged, with a row that can be picked."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import show_date
from kantoku.wording import _, language

PAGE_ROWS = 200


@dataclass(frozen=True)
class Column:
    """How a column is shown. label: already translated. show: a cell as text; width: small, medium, large or pixels."""

    label: str
    show: Callable[[Any], str] | None = None
    width: Any = None
    is_number: bool = False


def show(
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    key: str,
    empty: str,
    height: Any = "auto",
) -> pd.Series | None:
    """Shows the named columns; returns the picked row of the frame, or None. empty: what to do when there is none."""
    if frame.empty:
        st.info(empty, icon=":material/inbox:")
        return None
    page = _page_of(frame, key)
    shown = _as_shown(page, columns)
    event = st.dataframe(
        shown,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        height=height,
        placeholder="",
        column_config={column.label: _config(column) for column in columns.values()},
    )
    rows = picked(event)
    return page.iloc[rows[0]] if rows and rows[0] < len(page) else None


def picked(event: Any) -> list[int]:
    """The positions of the picked rows."""
    return list(event["selection"]["rows"]) if event else []


def date(value: Any) -> str:
    """A day as people write it; nothing for none."""
    if value is None or pd.isna(value):
        return ""
    return show_date(value.date() if isinstance(value, datetime.datetime) else value, language())


def yes(value: Any) -> str:
    return "" if value is None or pd.isna(value) else (_("Yes") if value else _("No"))


def _page_of(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    if len(frame) <= PAGE_ROWS:
        return frame
    pages = -(-len(frame) // PAGE_ROWS)
    number = st.pagination(pages, key=f"{key}_page")
    first = (number - 1) * PAGE_ROWS
    st.caption(
        _("{first}–{last} of {all} rows", first=first + 1, last=min(first + PAGE_ROWS, len(frame)), all=len(frame))
    )
    return frame.iloc[first : first + PAGE_ROWS]


def _as_shown(page: pd.DataFrame, columns: Mapping[str, Column]) -> Any:
    """The page under its labels. Cells keep their values, so a click on a heading sorts dates as dates."""
    shown = page[list(columns)].rename(columns={name: column.label for name, column in columns.items()})
    words: dict[Any, Any] = {column.label: column.show for column in columns.values() if column.show}
    return shown.style.format(words, na_rep="") if words else shown


def _config(column: Column) -> Any:
    if column.is_number:
        return st.column_config.NumberColumn(width=column.width, format="localized")
    return st.column_config.Column(width=column.width)
