"""A list on standard output: as a table to be read, as CSV, or as JSON."""

import datetime
import json
import sys
from collections.abc import Callable, Mapping

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kantoku.dates import wareki
from kantoku.exports.columns import Column, Kind, Values, columns_of
from kantoku.exports.lists import Listing
from kantoku.exports.table import csv_bytes
from kantoku.wording import language

WIDTH = 120
"""What a table takes where no terminal says how wide it is."""

_NARROWEST = 10

LONGEST, LONGEST_FIXED = 32, 24
"""What a name takes at most, in cells, where its column gives way and where it does not: a longer one would squash the
columns beside it. CSV and JSON have it whole."""

_TONES = {"bad": "bold red", "warning": "yellow", "good": "green"}


def put(frame: pd.DataFrame, listing: Listing, form: str, *, caption: str) -> None:
    """Writes the list. form: table, csv or json. caption: over a table only, because the others are for programs."""
    if form == "table":
        _put_table(frame, {name: listing.columns[name] for name in listing.in_table}, listing.flexible, caption)
    elif form == "csv":
        _put_bytes(csv_bytes(frame, listing.columns))
    else:
        _put_bytes(json.dumps(listing.objects(frame), ensure_ascii=False, indent=1).encode() + b"\n")


def _put_bytes(data: bytes) -> None:
    """Past the console's own encoding: a file made from this is UTF-8 wherever it is made."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _put_table(frame: pd.DataFrame, columns: Mapping[str, Column], flexible: tuple[str, ...], caption: str) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    shown = columns_of(frame, columns)
    cells = {
        name: _cells(frame, name, column, LONGEST if name in flexible else LONGEST_FIXED)
        for name, column in shown.items()
    }
    for name, column in shown.items():
        width = max((cell.cell_len for cell in cells[name]), default=0)
        table.add_column(
            column.heading,
            justify="right" if column.is_number else "left",
            overflow="fold",
            min_width=min(width, _NARROWEST) if name in flexible else width,
        )
    for row in zip(*cells.values(), strict=True):
        table.add_row(*row)
    console.print(Text(caption))
    console.print(table)


def _cells(frame: pd.DataFrame, name: str, column: Column, longest: int) -> list[Text]:
    words: Callable[..., str] = _day if column.kind is Kind.DATE else column.text
    values = Values.of(frame[name], column)
    texts = values.each(lambda value, _words: words(value))
    styles = values.each(lambda value, _words: _TONES.get(column.tones.get(value, ""), ""))
    cells = [Text(text, style) for text, style in zip(texts, styles, strict=True)]
    is_list = any(isinstance(value, tuple) for value in values.words)
    if column.kind is Kind.TEXT and column.labels is None and not is_list:
        for cell in cells:
            cell.truncate(longest, overflow="ellipsis")
    return cells


def _day(day: datetime.datetime) -> str:
    return wareki(day.date(), short=True) if language() == "ja" else f"{day:%Y-%m-%d}"
