"""A workbook for people who work with it: a sheet of facts, and tables that can be filtered, read and printed."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter

from kantoku.exports import layout, sheet
from kantoku.exports.columns import Column, Kind, Values, in_office
from kantoku.exports.form_sheet import FormSheet
from kantoku.exports.styles import FONT, Styles

Facts = Sequence[tuple[str, str]]

_LABELS, _FACTS = 28, 96


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
        added = self._workbook.add_worksheet(sheet_name(title))
        added.set_column(0, 0, _LABELS)
        added.set_column(1, 1, _FACTS)
        added.set_row(0, 28)
        added.write_string(0, 0, title, self._styles.format("title"))
        layout.for_print(added, [_LABELS, _FACTS], 0)
        added.hide_gridlines(2)
        return partial(self._write_facts, added)

    def _write_facts(self, added: Any, facts: Facts) -> None:
        for row, (label, value) in enumerate(facts, 2):
            added.write_string(row, 0, label, self._styles.format("fact"))
            added.write_string(row, 1, value, self._styles.format("fact_value"))
            added.set_row(row, layout.height(layout.lines(value, _FACTS)) or layout.ONE_LINE)

    def add_form(self, title: str, widths: Sequence[float]) -> FormSheet:
        """A sheet laid out as a form, to be written from top to bottom."""
        return FormSheet(self._workbook.add_worksheet(sheet_name(title)), self._styles, widths)

    def add_table(self, title: str, frame: pd.DataFrame, columns: Mapping[str, Column], *, frozen: int = 1) -> None:
        """A table on a sheet of its own, or on more if it is too long for one. frozen: columns that stay in sight."""
        name = sheet_name(title)
        for number, start in enumerate(range(0, max(len(frame), 1), sheet.ROWS - 1), 1):
            part = frame.iloc[start : start + sheet.ROWS - 1]
            self._add_sheet(name if number == 1 else f"{name[:25]} ({number})", part, columns, frozen)

    def _add_sheet(self, name: str, frame: pd.DataFrame, columns: Mapping[str, Column], frozen: int) -> None:
        added = self._workbook.add_worksheet(name, sheet.ColumnSheet)
        heading, lines = self._styles.index("heading"), [1] * (len(frame) + 1)
        cells: list[list[str]] = []
        widths: list[float] = []
        for key, column in columns.items():
            values = Values.of(frame[key], column)
            width = layout.width(values, column)
            layout.raise_lines(lines, values, column, width)
            cells.append([sheet.text_cell(column.heading, heading), *self._cells(values, column, frame)])
            added.set_column(len(widths), len(widths), width)
            widths.append(width)
        added.lay(cells, [layout.height(count) for count in lines], self._styles.format("heading"))
        added.freeze_panes(1, frozen)
        added.autofilter(0, 0, len(frame), len(columns) - 1)
        added.ignore_errors({"number_stored_as_text": f"A1:XFD{len(frame) + 1}"})
        layout.for_print(added, widths, frozen)

    def _cells(self, values: Values, column: Column, frame: pd.DataFrame) -> list[str]:
        if column.indented_by:
            return self._indented(values, frame[column.indented_by].tolist())
        return values.each(self._writer(column))

    def _indented(self, values: Values, tiers: list[int]) -> list[str]:
        """Texts that stand the further to the right the deeper their row's tier is."""
        rows = list(zip(values.plain, tiers, strict=True))
        cells = {
            (value, tier): sheet.text_cell(values.words[value], self._styles.at_tier(tier))
            if values.words[value]
            else ""
            for value, tier in dict.fromkeys(rows)
        }
        return [cells[row] for row in rows]

    def _writer(self, column: Column) -> Callable[[Any, str], str]:
        """What makes a cell of a value of this column and its words."""
        index = self._styles.index
        if column.kind is Kind.DATE:
            date, text = index("date"), index("text")
            return lambda day, _words: sheet.day_cell(day, date, text)
        if column.kind is Kind.MOMENT:
            moment = index("moment")
            return lambda at, _words: sheet.moment_cell(in_office(at), moment)
        if column.is_number:
            number = index("number")
            return lambda _value, words: sheet.number_cell(words, number)
        if column.tones:
            return lambda value, words: sheet.text_cell(words, index(column.tones.get(value, "text")))
        text = index("code" if column.kind is Kind.CODE else "text")
        return lambda _value, words: sheet.text_cell(words, text)


def sheet_name(title: str) -> str:
    """The title as the name of a sheet: at most 31 characters, without those that Excel reserves."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:31]
