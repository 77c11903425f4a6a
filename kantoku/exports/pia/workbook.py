"""The PIA tables as a workbook: cover, tables Ⅱ-4 and Ⅲ-4 of each SPI file, changes since a day, rule hits."""

import datetime
import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from kantoku import __version__
from kantoku.dates import show_both, show_date, show_moment
from kantoku.exports.columns import Column, Kind, columns_of, in_office
from kantoku.exports.lists import HITS
from kantoku.exports.pia import entrustment, measures
from kantoku.exports.pia.changes import Change
from kantoku.exports.pia.files import SpiFile
from kantoku.exports.pia.tables import Tables
from kantoku.exports.workbook import Book, Facts
from kantoku.records import Contract
from kantoku.records.base import fields
from kantoku.wording import N_, _, language

TITLE = N_("Tables for the PIA statement")
_ENTRUSTMENT_WIDTHS = (27, 27, 24, 44, 28)
_MEASURES_WIDTHS = (27, 24, 13, 58, 28)

_SPI_FILE = next(each.about.label for each in fields(Contract) if each.name == "spi_file")

CHANGES: Mapping[str, Column] = {
    "changed_on": Column(N_("Day of the change"), Kind.DATE),
    "item": Column(N_("Item of the form"), Kind.LONG),
    "before": Column(N_("Before the change"), Kind.LONG),
    "after": Column(N_("After the change"), Kind.LONG),
    "when": Column(N_("Time of submission")),
    "grounds": Column(N_("Explanation of the time of submission"), Kind.LONG),
    "file": Column(_SPI_FILE),
    "matter": Column(N_("Entrusted matter")),
    "contract": HITS["contract_number"],
    "dated_by": Column(N_("What day it is")),
}
"""The columns of annex 3 in its order, then where the change lies and what its day is."""

_HITS = {name: HITS[name] for name in ("rule", "since", "contract_number", "contract_title", "section")} | {
    "spi_file": Column(_SPI_FILE),
    **{name: HITS[name] for name in ("says", "remedy")},
}


def pia_bytes(tables: Tables, *, known_at: datetime.datetime | None = None) -> bytes:
    """The workbook in the language of the running context. known_at: naive UTC, if the reader has set that clock.

    The same ledger and question give the same bytes.
    """
    asked = tables.question
    anchor = tables.ledger.read("export_anchor", as_of=asked.as_of, at_seq=asked.at_seq).iloc[0]
    moment = known_at or (datetime.datetime.min if pd.isna(anchor["recorded_at"]) else anchor["recorded_at"])
    out = io.BytesIO()
    office = "" if pd.isna(anchor["office"]) else anchor["office"]
    book = Book(out, _properties(office, f"{anchor['seq']}:{anchor['hash']}", moment))
    book.add_cover(_(TITLE))(_cover(tables, office, f"{anchor['seq']}:{anchor['hash']}", moment))
    for number, file in enumerate(tables.files, 1):
        _entrustment(book, tables, file, number)
        _measures(book, tables, file, number)
    _changes(book, tables.changes)
    book.add_table(
        _(N_("R28 and R29")),
        tables.hits.assign(spi_file=list(map(_named, tables.hits["spi_file"]))),
        columns_of(tables.hits, _HITS),
    )
    book.close()
    return out.getvalue()


def _named(name: str) -> str:
    return SpiFile(name).called


def _properties(office: str, anchor: str, moment: datetime.datetime) -> dict[str, Any]:
    return {"title": _(TITLE), "company": office, "comments": anchor, "created": in_office(moment)}


def _cover(tables: Tables, office: str, anchor: str, moment: datetime.datetime) -> Facts:
    asked, said = tables.question, language()
    listed = [
        f"{number}　{file.called}　{_(N_('Matters: {count}'), count=file.count)}"
        for number, file in enumerate(tables.files, 1)
    ]
    return [
        (_("What this is"), _(_WHAT)),
        (_("Office"), office or _("(not named in the settings yet)")),
        (_("As of"), show_both(asked.as_of, said)),
        (_("As known at"), show_moment(moment, said)),
        (_(N_("Changes since")), show_both(asked.since, said)),
        (_(N_("SPI files")), "\n".join(listed) or _(N_("No SPI file under way in the ledger"))),
        (_(N_("Changes found")), f"{len(tables.changes):,}"),
        (_(N_("Wording of the form")), _(_UNVERIFIED)),
        (_(N_("What the tables rest on")), _(_RESTS_ON)),
        (_("How to read it"), _(_HOW_TO_READ)),
        (_(N_("Days and time of submission")), _(_DAYS)),
        (_("Program version"), f"Kantoku {__version__}"),
        (_("Head of the journal"), anchor),
    ]


def _head(book: Book, tables: Tables, file: SpiFile, title: str, name: str, widths: tuple[int, ...]) -> Any:
    sheet = book.add_form(name, widths)
    sheet.title(title)
    sheet.fact(_(_SPI_FILE), file.called)
    sheet.fact(_(N_("Statement on record")), entrustment.statements(file))
    sheet.fact(_("As of"), show_date(tables.question.as_of, language()))
    sheet.note(_(N_("The wording of the items and choices is to be checked against form 4 in force.")))
    return sheet


def _entrustment(book: Book, tables: Tables, file: SpiFile, number: int) -> None:
    title = _(N_("Ⅱ-4 Entrustment of the handling of the SPI file"))
    sheet = _head(book, tables, file, title, f"{number} Ⅱ-4 {file.called}", _ENTRUSTMENT_WIDTHS)
    headings = [_(heading) for heading in entrustment.HEADINGS]
    sheet.band(_(N_("Is it entrusted, and how many matters")))
    sheet.headings(headings)
    for line in entrustment.head(file):
        sheet.row(line.cells)
    for matter in file.matters:
        block = entrustment.block(matter, tables.doubts)
        sheet.band(block.title)
        sheet.headings(headings)
        for line in block.lines:
            sheet.row(line.cells, marked=(2, 3) if line.is_otherwise else ())


def _measures(book: Book, tables: Tables, file: SpiFile, number: int) -> None:
    title = _(N_("Ⅲ-4 Measures against risk in the entrustment"))
    sheet = _head(book, tables, file, title, f"{number} Ⅲ-4 {file.called}", _MEASURES_WIDTHS)
    sheet.band(_(N_("Facts on record under each heading; what is to be judged is left open")))
    sheet.headings([_(heading) for heading in measures.HEADINGS])
    for measure in measures.table():
        chosen = _(measures.OPEN) if measure.choices else ""
        cells = (_(measure.item), measure.listed, chosen, "", _(measure.rests_on))
        sheet.rows(cells, 3, measure.told(file.matters, tables.measures))


def _changes(book: Book, found: list[Change]) -> None:
    frame = pd.DataFrame([asdict(each) for each in found], columns=list(CHANGES)).astype(object)
    book.add_table(_(N_("Annex 3 Changes")), frame, columns_of(frame, CHANGES), frozen=2)


_WHAT = N_(
    "Material for parts Ⅱ-4 and Ⅲ-4 and annex 3 of the statement of a Specific Personal Information protection "
    "assessment, worked out from the ledger of outsourced work. It is no statement by itself: the person in charge "
    "checks it, chooses and completes."
)
_UNVERIFIED = N_(
    "The headings and choices follow form 4 (statement on all items) as known to this program, which has not been "
    "checked against the form in force. Check them against form 4 before the text is carried over. A statement on "
    "priority items has fewer entries."
)
_RESTS_ON = N_(
    "Contracts with Specific Personal Information under way on the as-of day, the subcontracts below them that are "
    "permitted or under way, and what is recorded of them: selection, confirmations, permissions, reports, audits, "
    "disposals. Work that has not begun by that day is not in it."
)
_HOW_TO_READ = N_(
    "“Not on record” means that the ledger holds nothing; nothing is supposed. “―” stands where the ledger keeps no "
    "wording of the statement: only items ⑦ and ⑨ are kept. Coloured cells differ by R29. Where a person has to "
    "choose, it says so."
)
_DAYS = N_(
    "Both days are seen from the same entries on file. A change of a contract's own entries is dated by the day on "
    "which it was recorded; what was empty before and was filled in is no change. “In advance” stands only where the "
    "change is on record as material; otherwise the entry is left empty."
)
