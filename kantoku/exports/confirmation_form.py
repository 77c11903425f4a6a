"""The blank form of a confirmation: a workbook that the contractor fills in, item by item, and sends back."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from kantoku.exports import layout
from kantoku.exports.styles import FONT, Styles
from kantoku.item_lists import ItemList
from kantoku.records.confirmation import ConfirmedItem, ItemResult
from kantoku.wording import N_, _, language

MARK = "kantoku"
"""The name of the hidden sheet that says which form this is."""
FORMAT = "confirmation-form-1"

COLUMNS = ("code", "measure", "materials", "result", "evidence", "note")
_WIDTHS = (8, 52, 30, 14, 40, 40)
_HEADINGS = (
    N_("Item"),
    N_("Measure"),
    N_("Materials that show it"),
    N_("Result"),
    N_("Evidence"),
    N_("What is lacking, and how it is put right"),
)
_MOST_CHARACTERS = 2000


class Addressee(NamedTuple):
    """Whose form it is: the engagement, and the facts that head the form in words; one without is to be filled in.

    handles_spi: Specific Personal Information is among what it handles.
    """

    contract_id: str
    engagement_id: str
    facts: Sequence[tuple[str, str]]
    handles_spi: bool = True


def blank(addressee: Addressee, asked: ItemList, answers: Mapping[str, ConfirmedItem] | None = None) -> bytes:
    """The workbook in the language of the running context. answers: what to begin with, such as those of last year.

    Only the answers can be typed into: the rest is protected against slips, without a password.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_format_properties": dict(FONT), "in_memory": True})
    styles = Styles(book)
    sheet = book.add_worksheet(_("Confirmation sheet"))
    first = _head(sheet, styles, addressee)
    _items(sheet, styles, first, asked, answers or {})
    _mark(book.add_worksheet(MARK), addressee, asked)
    book.close()
    return out.getvalue()


def title(*, handles_spi: bool) -> str:
    """What the sheet is called, by the data that is handled."""
    if handles_spi:
        return _("Confirmation of how specific personal information is handled")
    return _("Confirmation of how personal information is handled")


def _head(sheet: Any, styles: Styles, addressee: Addressee) -> int:
    """Title and facts; returns the row of the headings."""
    sheet.write_string(0, 0, title(handles_spi=addressee.handles_spi), styles.format("title"))
    sheet.set_row(0, 28)
    row = 1
    to_fill = styles.format("to_fill")
    for row, (label, value) in enumerate(addressee.facts, 1):
        sheet.merge_range(row, 0, row, 1, label, styles.format("fact"))
        sheet.merge_range(row, 2, row, len(COLUMNS) - 1, value, styles.format("fact_value") if value else to_fill)
    guidance = _("Choose a result for each item, and name what shows it. Send the workbook back as it is.")
    sheet.write_string(row + 1, 0, guidance)
    if addressee.handles_spi:
        return row + 3
    sheet.write_string(row + 2, 0, _read_as())
    return row + 4


def _read_as() -> str:
    """How the items, which are those of the My Number Act, are to be read of work that handles personal data only."""
    return _(
        "This work handles no Specific Personal Information: read “specific personal information” as “personal "
        "information”, and “My Number work” as “work that handles personal information”."
    )


def _items(sheet: Any, styles: Styles, first: int, asked: ItemList, answers: Mapping[str, ConfirmedItem]) -> None:
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(first, column, _(heading), styles.format("heading"))
    to_fill = styles.format("to_fill")
    said = language()
    for row, item in enumerate(asked.items, first + 1):
        told = (item.code, f"{item.text(said)}\n〔{item.text(said, 'group')}〕", item.text(said, "evidence"))
        for column, text in enumerate(told):
            sheet.write_string(row, column, text, styles.format("text"))
        for column, text in enumerate(_begun(answers.get(item.code)), len(told)):
            sheet.write_string(row, column, text, to_fill)
        sheet.set_row(
            row, layout.height(max(layout.lines(text, width) for text, width in zip(told, _WIDTHS, strict=False)))
        )
    last = first + len(asked.items)
    sheet.data_validation(
        first + 1, 3, last, 3, {"validate": "list", "source": [_(result.label) for result in ItemResult]}
    )
    for column in (4, 5):
        sheet.data_validation(
            first + 1, column, last, column, {"validate": "length", "criteria": "<=", "value": _MOST_CHARACTERS}
        )
    sheet.freeze_panes(first + 1, 1)
    sheet.protect("", {"format_rows": True, "format_columns": True})
    layout.for_print(sheet, list(_WIDTHS), 0)
    sheet.repeat_rows(first)


def _begun(answer: ConfirmedItem | None) -> tuple[str, str, str]:
    """What stands in the cells to be filled in: the answer before, without its remark, which was of its time."""
    if answer is None:
        return "", "", ""
    return _(answer.result.label) if answer.result else "", answer.evidence or "", ""


def _mark(sheet: Any, addressee: Addressee, asked: ItemList) -> None:
    for row, text in enumerate(
        (FORMAT, addressee.contract_id, addressee.engagement_id, asked.checklist_id or "", asked.version)
    ):
        sheet.write_string(row, 0, text)
    sheet.very_hidden()
    sheet.protect()
