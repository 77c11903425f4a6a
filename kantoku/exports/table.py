"""Any list as a file: CSV, or a workbook of one table."""

import csv
import io
import re

import pandas as pd

from kantoku.exports.columns import Column, Headings, Values, columns_of
from kantoku.exports.workbook import Book, Facts
from kantoku.wording import N_, _

BOM = "\ufeff"

# What spreadsheets take for the start of a formula, full width too. Source: OWASP, CSV injection.
_LIKE_A_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def csv_bytes(frame: pd.DataFrame, headings: Headings) -> bytes:
    """The columns named by headings as CSV (RFC 4180) in UTF-8 with BOM, which Excel takes for what it is.

    Dates in ISO 8601, moments in office time, vocabularies by their labels. A text that a spreadsheet would take for a
    formula is preceded by an apostrophe.
    """
    columns = columns_of(frame, headings)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_harmless(column.heading) for column in columns.values())
    texts = [_texts(Values.of(frame[name], column), column) for name, column in columns.items()]
    writer.writerows(zip(*texts, strict=True))
    return f"{BOM}{out.getvalue()}".encode()


def workbook_bytes(frame: pd.DataFrame, headings: Headings, about: Facts = ()) -> bytes:
    """The same as a workbook. about: facts for a second sheet (label, value), already translated."""
    out = io.BytesIO()
    book = Book(out)
    book.add_table(_(N_("The list")), frame, columns_of(frame, headings))
    if about:
        book.add_cover(_(N_("About this output")))(about)
    book.close()
    return out.getvalue()


def _texts(values: Values, column: Column) -> list[str]:
    return values.each(lambda _value, words: words if column.is_number else _harmless(words))


def _harmless(text: str) -> str:
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text
