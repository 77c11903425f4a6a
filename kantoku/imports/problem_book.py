"""The rows that stay out as a workbook that can be corrected and imported again, the reason beside each row."""

import io
from collections import defaultdict
from typing import Any

import xlsxwriter

from kantoku.exports.styles import FONT, Styles
from kantoku.exports.workbook import sheet_name
from kantoku.imports.layout import Table
from kantoku.imports.proposal import Proposal
from kantoku.imports.targets import IGNORED
from kantoku.imports.values import INDIVIDUAL_NUMBER
from kantoku.my_number import holds_individual_number
from kantoku.wording import N_, _

REASON = N_("Why this row stayed out (not imported)")


def written(proposal: Proposal) -> bytes:
    """A sheet a table, with the columns of the file and one for the reason. Individual Numbers are left out."""
    reasons = _reasons(proposal)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_format_properties": dict(FONT), "in_memory": True})
    styles, names = Styles(book), set[str]()
    for table, mapping in proposal.mapped:
        rows = reasons.get(table.sheet, {})
        if not any(number in rows for number in table.numbers):
            continue
        name = _unused(sheet_name(table.sheet), names)
        carried = [
            column.position
            for column, target in zip(table.columns, mapping.targets, strict=True)
            if target != IGNORED
        ]
        _sheet(book.add_worksheet(name), styles, table, rows, carried)
    if not names:
        book.add_worksheet(_("Nothing"))
    book.close()
    return out.getvalue()


def _reasons(proposal: Proposal) -> dict[str, dict[int, list[str]]]:
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in proposal.problems:
        line = _("{label}: {text}", label=each.column, text=each.problem) if each.column else each.problem
        found[each.sheet][each.row].append(line)
    for waits in proposal.waiting:
        line = _("Waits for “{sheet}”, row {row}.", sheet=waits.for_sheet, row=waits.for_row)
        found[waits.sheet][waits.row].append(line)
    return found


def _unused(name: str, names: set[str]) -> str:
    found, number = name, 2
    while found.casefold() in names:
        found, number = f"{name[:26]} ({number})", number + 1
    names.add(found.casefold())
    return found


def _sheet(
    sheet: Any, styles: Styles, table: Table, rows: dict[int, list[str]], carried: list[int]
) -> None:
    """The columns as they are called; what a row took over from the one above it is written out."""
    heading, text, date = (styles.format(name) for name in ("heading", "text", "date"))
    labels = [column.label for column in table.columns] + [_(REASON)]
    for at, label in enumerate(labels):
        sheet.write_string(0, at, label, heading)
        sheet.set_column(at, at, 60 if at == len(labels) - 1 else 18)
    wanted = [row for row, number in enumerate(table.numbers) if number in rows]
    for line, row in enumerate(wanted, 1):
        for at, column in enumerate(table.columns):
            value = table.rows[row][column.position]
            _cell(sheet, line, at, value, text, date)
        sheet.write_string(line, len(labels) - 1, "\n".join(rows[table.numbers[row]]), text)
    sheet.freeze_panes(1, 0)


def _cell(sheet: Any, line: int, at: int, value: Any, text: Any, date: Any) -> None:
    if value in (None, ""):
        return
    if holds_individual_number(str(int(value)) if isinstance(value, float) and value == int(value) else str(value)):
        sheet.write_string(line, at, "", text)
    elif hasattr(value, "isoformat") and hasattr(value, "year"):
        sheet.write_datetime(line, at, value, date)
    elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15:
        sheet.write_number(line, at, value, text)
    else:
        sheet.write_string(line, at, str(value), text)


__all__ = ["INDIVIDUAL_NUMBER", "REASON", "written"]
