"""A small table to be handed on as it is: on one sheet its title, whose and of which day it is, and how it counts."""

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from kantoku.exports import layout
from kantoku.exports.columns import Column, Headings, Values, columns_of
from kantoku.exports.styles import FONT, Styles
from kantoku.exports.workbook import Facts, sheet_name

_FIRST, _REST = 22, 11


def statement_bytes(frame: pd.DataFrame, headings: Headings, title: str, facts: Facts, note: str) -> bytes:
    """The workbook in the language of the running context. title, facts (label, value), note: already translated."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_format_properties": dict(FONT), "in_memory": True})
    book.set_properties({"title": title})
    styles = Styles(book)
    columns = columns_of(frame, headings)
    added = book.add_worksheet(sheet_name(title))
    widths = [_FIRST, *[_REST] * (len(columns) - 1)]
    for column, width in enumerate(widths):
        added.set_column(column, column, width)
    added.set_row(0, 28)
    added.write_string(0, 0, title, styles.format("title"))
    _facts(added, styles, facts, len(columns))
    first = len(facts) + 2
    _table(added, styles, first, frame, columns)
    added.write_string(first + len(frame) + 2, 0, note)
    layout.for_print(added, widths, 0)
    added.hide_gridlines(2)
    added.repeat_rows(first)
    book.close()
    return out.getvalue()


def _facts(added: Any, styles: Styles, facts: Facts, columns: int) -> None:
    for row, (label, value) in enumerate(facts, 1):
        added.write_string(row, 0, label, styles.format("fact"))
        added.merge_range(row, 1, row, columns - 1, value, styles.format("fact_value"))


def _table(added: Any, styles: Styles, first: int, frame: pd.DataFrame, columns: dict[str, Column]) -> None:
    added.set_row(first, _heading_height([column.heading for column in columns.values()]))
    for position, (name, column) in enumerate(columns.items()):
        added.write_string(first, position, column.heading, styles.format("heading"))
        values = Values.of(frame[name], column)
        for row, value in enumerate(values.plain, first + 1):
            if column.is_number:
                added.write_number(row, position, value, styles.format("cell_number"))
            else:
                added.write_string(row, position, values.words[value], styles.format("cell"))


def _heading_height(headings: Sequence[str]) -> float:
    lines = max(layout.lines(heading, _REST - 1) for heading in headings)
    return layout.height(lines) or layout.ONE_LINE
