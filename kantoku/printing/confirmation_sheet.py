"""The sheet of a confirmation (取扱状況確認書): what was confirmed of whom, by whom and how, item by item.

Source: PPC guideline 4-2-(1)2B, and its annex 1 for the items.
"""

import datetime
from collections.abc import Hashable, Mapping
from typing import Any, cast

import pandas as pd

from kantoku import item_lists
from kantoku.dates import show_date
from kantoku.exports import confirmation_form
from kantoku.exports.looks import data_class
from kantoku.exports.states import tier
from kantoku.printing import report
from kantoku.printing.blocks import Block, Facts, Heading, Prose, Table
from kantoku.reading import Reading
from kantoku.records import HandlingConfirmation
from kantoku.records.base import Choice
from kantoku.records.confirmation import ConfirmationForm, ItemResult
from kantoku.wording import _, language

Row = Mapping[Hashable, Any]

_ROOM = "\n\n\n"  # to sign in

_SIGNS = {ItemResult.DONE: "○", ItemResult.PARTLY: "△", ItemResult.NOT_DONE: "×", ItemResult.NOT_APPLICABLE: "－"}


def title(row: Row) -> str:
    """Its title. row: of engagement_status. Data of unknown class counts as that of the My Number Act."""
    return confirmation_form.title(handles_spi=row["data_class"] not in ("personal", "sensitive", "none"))


def pdf(ledger: Reading, confirmation_id: str, *, as_of: datetime.date, at_seq: int) -> bytes:
    """The sheet as a PDF, in the language of the running context. Raises NotFound."""
    record = cast("HandlingConfirmation", ledger.get("handling_confirmation", confirmation_id, at_seq=at_seq)[0])
    row = ledger.read("engagement_status", as_of=as_of, at_seq=at_seq, engagement=record.engagement_id).to_dict(
        "records"
    )[0]
    heading = title(row)
    return report.pdf(ledger, heading, blocks(ledger, record, row), as_of=as_of, at_seq=at_seq, day=_headed(record))


def blocks(ledger: Reading, record: HandlingConfirmation, row: Row) -> list[Block]:
    """row: the engagement, of the report engagement_status."""
    return [
        Facts(_facts(record, row)),
        Table([_("Confirmed by"), _("Approval of the sheet")], [[_ROOM, _ROOM]]),
        *(_remarks(record)),
        Heading(_("Items confirmed")),
        *(Table.known(_items(ledger, record), grouped=1) or [Prose(_without_items(record))]),
    ]


def _without_items(record: HandlingConfirmation) -> str:
    if record.form is not ConfirmationForm.SUMMARY:
        return _("Not stated")
    if record.sheet is None:
        return _("By a summary; no sheet is attached.")
    return _("By a summary; the items stand on the sheet attached ({name}).", name=record.sheet.name)


def _facts(record: HandlingConfirmation, row: Row) -> list[tuple[str, str]]:
    told = {
        _("Confirmation no."): record.number,
        _("Contract"): " ".join(filter(None, (_text(row["contract_number"]), _text(row["contract_title"])))),
        _("Organisation"): f"{_text(row['organisation'])}（{tier(row['tier'])}）",
        _("Subcontracts from"): _text(row["parent_organisation"]),
        _("Data class"): data_class(row["data_class"]),
        _("Occasion"): _label(record.occasion),
        _("Confirmed on"): _day(record),
        _("Confirmed by"): record.confirmed_by,
        _("Method"): _label(record.method),
        _("Form of the confirmation"): _label(record.form),
        _("Overall result"): _label(record.overall),
        _("Version of the item list"): record.items_version,
    }
    return [(label, said) for label, said in told.items() if said]


def _remarks(record: HandlingConfirmation) -> list[Block]:
    told = {
        _("What is not met, and its correction"): record.shortfalls,
        _("Foreign country: its system, and measures taken"): record.foreign_system,
        _("Note"): record.note,
    }
    return [block for label, said in told.items() if said for block in (Heading(label), Prose(said))]


def _items(ledger: Reading, record: HandlingConfirmation) -> list[dict[str, str | None]]:
    named = item_lists.of(ledger, record)
    rows: list[dict[str, str | None]] = []
    for answer in record.items:
        item = named.item(answer.code)
        rows.append(
            {
                _("Category of item"): item.text(language(), "group") if item else "",
                _("Measure"): f"{answer.code} {item.text(language()) if item else ''}".strip(),
                _("Result"): f"{_SIGNS[answer.result]} {_label(answer.result)}" if answer.result else None,
                _("Evidence"): answer.evidence,
                _("How it was confirmed"): _label(answer.how),
                _("Note"): answer.note,
            }
        )
    return rows


def _headed(record: HandlingConfirmation) -> str:
    return f"{_('Confirmed on')} {_day(record)}" if record.confirmed_on else ""


def _day(record: HandlingConfirmation) -> str:
    return show_date(record.confirmed_on, language()) if record.confirmed_on else ""


def _label(choice: Choice | None) -> str:
    return _(choice.label) if choice else ""


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
