"""The rows that stay out as a workbook that can be corrected and imported again, the reason beside each row."""

import datetime
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from kantoku.exports.styles import FONT, Styles
from kantoku.exports.workbook import sheet_name
from kantoku.imports.layout import REASON, Table, shown_cell
from kantoku.imports.proposal import Proposal
from kantoku.my_number import holds_individual_number
from kantoku.wording import _

_LARGEST = 10**15
"""From here on a workbook would lose figures of a number."""

Reasons = Mapping[int, Sequence[str]]


def written(proposal: Proposal) -> bytes:
    """A sheet a table, with the columns of the file and one for the reason. Individual Numbers are left out.

    The sheets bear the names of the file's, and what a row took over from the one above it is written out.
    """
    reasons = _reasons(proposal)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_format_properties": dict(FONT), "in_memory": True})
    styles, names = Styles(book), set[str]()
    for table, _mapping in proposal.mapped:
        rows = {number: reasons[table.sheet, number] for number in table.numbers if (table.sheet, number) in reasons}
        if rows:
            sheet = book.add_worksheet(_unused(sheet_name(table.sheet), names))
            _fill(sheet, styles, table, rows, proposal)
    if not names:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _reasons(proposal: Proposal) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in proposal.problems:
        line = _("{label}: {text}", label=each.column, text=each.problem) if each.column else each.problem
        found[each.sheet, each.row].append(line)
    for waits in proposal.waiting:
        found[waits.sheet, waits.row].append(
            _("Waits for “{sheet}”, row {row}.", sheet=waits.for_sheet, row=waits.for_row)
        )
    return found


def _unused(name: str, names: set[str]) -> str:
    found, number = name, 2
    while found.casefold() in names:
        found, number = f"{name[:26]} ({number})", number + 1
    names.add(found.casefold())
    return found


def _fill(sheet: Any, styles: Styles, table: Table, rows: Reasons, proposal: Proposal) -> None:
    heading, text, date = (styles.format(name) for name in ("heading", "text", "date"))
    for at, name in enumerate([*table.headings, _(REASON)]):
        sheet.write_string(0, at, name, heading)
        sheet.set_column(at, at, 60 if at == len(table.columns) else 18)
    for line, (number, said) in enumerate(rows.items(), 1):
        for at, value in enumerate(proposal.cells.get((table.sheet, number), ())):
            _cell(sheet, (line, at), value, text, date)
        sheet.write_string(line, len(table.columns), "\n".join(said), text)
    sheet.freeze_panes(1, 0)


def _cell(sheet: Any, at: tuple[int, int], value: Any, text: Any, date: Any) -> None:
    if value in (None, "") or holds_individual_number(shown_cell(value)):
        return
    if isinstance(value, datetime.date) and value.year >= 1901:
        sheet.write_datetime(*at, value, date)
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST:
        sheet.write_number(*at, value, text)
    else:
        sheet.write_string(*at, str(value)[:32_000], text)
