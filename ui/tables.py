"""Lists: a frame as a table in the person's words, paged, with a row that can be picked."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import show_date
from kantoku.wording import _, language
from ui import column_fit, room

PAGE_ROWS = 200
ORDINARY = 5

_ALL = "all_columns"
_FRAME = 40  # pixels: the column of the marks that pick a row, and the lines around


Words = Callable[[pd.DataFrame], pd.DataFrame]
"""Rows in, the same rows with words in place of codes out."""


@dataclass(frozen=True)
class Column:
    """How a column is shown.

    label: already translated. show: a cell as text. width: pixels below which a long text tells nothing any more.
    rank: where not all columns fit beside each other, those of the lowest rank stay, among equals the first ones; what
    is left out is named below the list, which shows it on demand.
    """

    label: str
    show: Callable[[Any], str] | None = None
    width: int | None = None
    is_number: bool = False
    rank: int = ORDINARY


def show(
    frame: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    key: str,
    empty: str,
    height: Any = "auto",
    across: int | None = None,
    words: Words = lambda page: page,
) -> pd.Series | None:
    """Shows the named columns; returns the picked row of the frame, or None.

    empty: what to do when there is none. across: the pixels it has, where that is less than the page has. words: what
    gives the rows that are shown, of however many, their words.
    """
    if frame.empty:
        st.info(empty, icon=":material/inbox:")
        return None
    page = words(_page_of(frame, key))
    rows = picked(drawn(page, columns, key=key, height=height, across=across))
    return page.iloc[rows[0]] if rows and rows[0] < len(page) else None


def drawn(
    page: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    key: str,
    height: Any = "auto",
    across: int | None = None,
    selection_mode: Any = "single-row",
) -> Any:
    """Draws the table itself, with as many columns as fit, or all where asked for; returns what was picked in it."""
    shown = _in_words(page, columns)
    fitting = column_fit.widths(shown, columns, (across or room.width()) - _FRAME)
    has_all = bool(st.session_state.get(f"{key}_{_ALL}"))
    widths = column_fit.widths(shown, columns, (across or room.width()) - _FRAME, has_all=True) if has_all else fitting
    event = st.dataframe(
        _as_shown(shown, columns, widths),
        key=key,
        on_select="rerun",
        selection_mode=selection_mode,
        hide_index=True,
        height=height,
        placeholder="",
        column_order=[columns[name].label for name in widths],
        column_config={columns[name].label: _config(columns[name], width) for name, width in widths.items()},
    )
    _offer_the_rest([column.label for name, column in columns.items() if name not in fitting], key)
    return event


def _offer_the_rest(left_out: list[str], key: str) -> None:
    """Says which columns the window has no room for, and shows them on demand; the list then scrolls sideways."""
    if left_out:
        st.toggle(
            _("Show the columns that do not fit, too: {columns}", columns="、".join(left_out)), key=f"{key}_{_ALL}"
        )


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


def _in_words(page: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The named columns, yes and no as words: a box that looks as if it could be ticked would mislead."""
    shown = page[list(columns)]
    given = [name for name in columns if pd.api.types.infer_dtype(shown[name], skipna=True) == "boolean"]
    return shown.assign(**{name: [yes(value) for value in shown[name]] for name in given})


def _as_shown(shown: pd.DataFrame, columns: Mapping[str, Column], widths: Mapping[str, int]) -> Any:
    """The page under its labels. Cells keep their values, so a click on a heading sorts dates as dates."""
    labelled = shown.rename(columns={name: column.label for name, column in columns.items()})
    words: dict[Any, Any] = {
        columns[name].label: _wording(columns[name], width)
        for name, width in widths.items()
        if (columns[name].show and columns[name].show is not yes) or _is_cut(shown[name], columns[name], width)
    }
    return labelled.style.format(words, na_rep="") if words else labelled


def _is_cut(cells: pd.Series, column: Column, width: int) -> bool:
    return not column.is_number and any(
        isinstance(value, str) and column_fit.cut(value, width) != value for value in cells
    )


def _wording(column: Column, width: int) -> Callable[[Any], str]:
    show = column.show or str
    return show if column.is_number else lambda value: column_fit.cut(show(value), width)


def _config(column: Column, width: int) -> Any:
    if column.is_number:
        return st.column_config.NumberColumn(width=width, format="localized")
    return st.column_config.Column(width=width)
