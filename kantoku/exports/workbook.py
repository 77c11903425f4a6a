"""A workbook for people who work with it: a sheet of facts, and tables that can be filtered, read and printed."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter

from kantoku.exports import sheet
from kantoku.exports.columns import Column, Kind, each, in_office
from kantoku.exports.styles import FONT, Styles
from kantoku.wording import language

Facts = Sequence[tuple[str, str]]

_NARROWEST, _WIDEST, _WIDEST_LONG = 6, 30, 56
_SAMPLE = 50
_A4, _A3, _COLUMNS_ON_A4 = 9, 8, 12


class Book:
    """A workbook being written to `out`, in the language of the running context. It is written when it is closed."""

    def __init__(self, out: BinaryIO, properties: Mapping[str, Any] | None = None) -> None:
        """properties: those of the document, such as title, author, company, created (in office time)."""
        self._workbook = xlsxwriter.Workbook(out, {"default_format_properties": dict(FONT)})
        self._workbook.set_properties(properties or {})
        self._styles = Styles(self._workbook)

    def close(self) -> None:
        self._workbook.close()

    def add_cover(self, title: str) -> Callable[[Facts], None]:
        """A sheet for the facts about the tables that follow; returns what writes them once they are known."""
        added = self._workbook.add_worksheet(_sheet_name(title))
        added.set_column(0, 0, 28)
        added.set_column(1, 1, 96)
        added.hide_gridlines(2)
        added.set_row(0, 28)
        added.write_string(0, 0, title, self._styles.format("title"))
        _for_print(added, paper=_A4)
        return partial(self._write_facts, added)

    def _write_facts(self, added: Any, facts: Facts) -> None:
        for row, (label, value) in enumerate(facts, 2):
            added.write_string(row, 0, label, self._styles.format("fact"))
            added.write_string(row, 1, value, self._styles.format("fact_value"))

    def add_table(self, title: str, frame: pd.DataFrame, columns: Mapping[str, Column], *, frozen: int = 1) -> None:
        """A table on a sheet of its own, on several if it is longer than a sheet. frozen: columns that stay in sight."""
        name = _sheet_name(title)
        for number, start in enumerate(range(0, max(len(frame), 1), sheet.ROWS - 1), 1):
            part = frame.iloc[start : start + sheet.ROWS - 1]
            self._add_sheet(name if number == 1 else f"{name[:25]} ({number})", part, columns, frozen)

    def _add_sheet(self, name: str, frame: pd.DataFrame, columns: Mapping[str, Column], frozen: int) -> None:
        added = self._workbook.add_worksheet(name, sheet.ColumnSheet)
        heading = self._styles.index("heading")
        cells = [
            [sheet.text_cell(column.heading, heading), *self._cells(frame, key, column)]
            for key, column in columns.items()
        ]
        added.lay(cells, self._styles.format("heading"))
        for position, (key, column) in enumerate(columns.items()):
            added.set_column(position, position, _width(frame[key], column))
        added.freeze_panes(1, frozen)
        added.autofilter(0, 0, len(frame), len(columns) - 1)
        added.ignore_errors({"number_stored_as_text": f"A1:XFD{len(frame) + 1}"})
        added.repeat_rows(0)
        _for_print(added, paper=_A3 if len(columns) > _COLUMNS_ON_A4 else _A4)

    def _cells(self, frame: pd.DataFrame, key: str, column: Column) -> list[str]:
        if not column.indented_by:
            return each(frame[key], self._writer(column))
        tiers = frame[column.indented_by]
        at_each_tier = [
            each(frame[key].where(tiers == tier), _text_writer(column, self._styles.at_tier(int(tier))))
            for tier in sorted(tiers.unique())
        ]
        return ["".join(cells) for cells in zip(*at_each_tier, strict=True)]

    def _writer(self, column: Column) -> Callable[[Any], str]:
        """What makes a cell of a value of this column."""
        index = self._styles.index
        if column.kind is Kind.DATE:
            return partial(sheet.day_cell, style=index("date"), text_style=index("text"))
        if column.kind is Kind.MOMENT:
            style = index("moment")
            return lambda moment: sheet.moment_cell(in_office(moment), style)
        if column.is_number:
            style = index("number")
            return lambda number: sheet.number_cell(column.text(number), style)
        if column.tones:
            return lambda value: sheet.text_cell(column.text(value), index(column.tones.get(value, "text")))
        return _text_writer(column, index("text"))


def _text_writer(column: Column, style: int) -> Callable[[Any], str]:
    return lambda value: sheet.text_cell(column.text(value), style)


def _for_print(added: Any, *, paper: int) -> None:
    added.set_landscape()
    added.set_paper(paper)
    added.fit_to_pages(1, 0)
    added.set_footer("&L&A&R&P / &N")


_FIXED_WIDTHS = {
    ("ja", Kind.DATE): 17.0,
    ("ja", Kind.MOMENT): 23.0,
    ("en", Kind.DATE): 11.0,
    ("en", Kind.MOMENT): 16.0,
}


def _width(series: "pd.Series[Any]", column: Column) -> float:
    """A width in characters that suits the first rows; the heading may take two lines."""
    widest = _WIDEST_LONG if column.kind is Kind.LONG else _WIDEST
    texts = each(series.head(_SAMPLE), column.text)
    lines = (line for text in texts for line in text.split("\n"))
    values = _FIXED_WIDTHS.get((language(), column.kind)) or max(map(_columns_taken, lines), default=0) + 2
    heading = _columns_taken(column.heading) / 2 + 5  # beside the arrow of the filter
    return min(max(values, heading, _NARROWEST), widest)


def _columns_taken(text: str) -> float:
    """About two for a Japanese character, which takes three bytes, and one for a Latin one."""
    return (len(text) + len(text.encode("utf-8", "replace"))) / 2


def _sheet_name(title: str) -> str:
    """The title as the name of a sheet: at most 31 characters, without those that Excel reserves."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:31]
