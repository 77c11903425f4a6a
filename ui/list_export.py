"""Taking away a list as the screen words it: codes as words, days and numbers as themselves."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kantoku.exports import table
from ui import downloads, tables
from ui.page import Here
from ui.tables import Column


def offer(
    here: Here,
    rows: pd.DataFrame,
    columns: Mapping[str, Column],
    *,
    report: str,
    filters: Mapping[str, Any],
    name: str = "",
    workbook: downloads.Workbook = table.workbook_bytes,
) -> None:
    """The list as CSV and as a workbook, with the columns that the screen shows. name, workbook: as downloads.offer."""
    downloads.offer(
        here,
        rows,
        {name: column.label for name, column in columns.items()},
        report=report,
        filters=filters,
        words=lambda rows: in_words(rows, columns),
        name=name,
        workbook=workbook,
    )


def in_words(rows: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """The rows with every code as its word."""
    worded = {
        name: [column.show(value) for value in rows[name]]
        for name, column in columns.items()
        if column.show and column.show is not tables.date and not pd.api.types.is_numeric_dtype(rows[name])
    }
    return rows.assign(**worded)
