"""Workbooks and CSV that tests import, made from rows."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """merged: ranges such as "A1:C1" of a sheet, whose first cell holds the text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy/mm/dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    sheet.write(at, column, value)
        for cells in (merged or {}).get(name, ()):
            first = cells.split(":")[0]
            row, column = int(first[1:]) - 1, ord(first[0]) - ord("A")
            sheet.merge_range(cells, rows[row][column])
    book.close()
    return out.getvalue()


def csv(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    quoted = [",".join(_quoted(value) for value in row) for row in rows]
    return ("\r\n".join(quoted) + "\r\n").encode(encoding)


def _quoted(value: Any) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text
