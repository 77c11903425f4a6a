"""The column dictionary: what every column of the register holds, and what its codes mean."""

from collections.abc import Iterable, Mapping

import pandas as pd

from kantoku.exports.columns import Column, Kind
from kantoku.exports.register_sheet import RegisterSheet
from kantoku.wording import N_, _

KEY = "columns"
TITLE = N_("Column dictionary")

_KINDS: Mapping[str, str] = {
    Kind.TEXT: N_("Text"),
    Kind.LONG: N_("Text of several lines"),
    Kind.CODE: N_("Id or number"),
    Kind.DATE: N_("Day"),
    Kind.MOMENT: N_("Moment"),
    Kind.NUMBER: N_("A number"),
    Kind.FISCAL_YEAR: N_("Fiscal year, by its first"),
    Kind.BOOLEAN: N_("Yes or no"),
}

COLUMNS: Mapping[str, Column] = {
    "sheet": Column(N_("Sheet")),
    "heading": Column(N_("Heading of the column")),
    "kind": Column(N_("Kind of value"), labels=_KINDS),
    "codes": Column(N_("Codes and what they mean"), Kind.LONG),
    "table": Column(N_("Table"), Kind.CODE),
    "name": Column(N_("Name of the column"), Kind.CODE),
}


def frame(sheets: Iterable[RegisterSheet]) -> pd.DataFrame:
    """A row a column, in the order of the sheets; see COLUMNS."""
    rows = [
        {
            "sheet": _(sheet.title),
            "heading": _(column.heading),
            "kind": str(column.kind),
            "codes": "\n".join(f"{code} = {_(label)}" for code, label in (column.labels or {}).items()),
            "table": sheet.key,
            "name": name,
        }
        for sheet in sheets
        for name, column in sheet.columns.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
