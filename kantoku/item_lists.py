"""The lists of confirmation items: those that come with the program, and the versions that an office makes of them."""

import datetime
from dataclasses import dataclass
from functools import cache

from kantoku import catalogue
from kantoku.catalogue import ConfirmationItem
from kantoku.reading import Reading
from kantoku.records import Checklist, HandlingConfirmation
from kantoku.records.checklist import ChecklistItem


@dataclass(frozen=True)
class ItemList:
    """One version of the list. checklist_id: of the office's own, None for the program's. items: in their order."""

    version: str
    checklist_id: str | None
    items: tuple[ConfirmationItem, ...]

    def item(self, code: str) -> ConfirmationItem | None:
        return next((item for item in self.items if item.code == code), None)


def current(ledger: Reading, *, as_of: datetime.date, at_seq: int | None = None) -> ItemList:
    """The list in use on a day: the office's own that began last, else the newest of the program."""
    found = ledger.read("checklists_list", as_of=as_of, at_seq=at_seq)
    begun = found[found["valid_from_on"].dt.date <= as_of] if len(found) else found
    return of_version(ledger, None if begun.empty else str(begun["id"].iloc[-1]), None)


def of(ledger: Reading, confirmation: HandlingConfirmation) -> ItemList:
    """The list by which a confirmation was made. Raises NotFound or UnknownVersionError."""
    return of_version(ledger, confirmation.checklist_id, confirmation.items_version)


def of_version(ledger: Reading, checklist_id: str | None, version: str | None) -> ItemList:
    """The office's list of that id, as it was first recorded; without an id the program's of that version (newest)."""
    if checklist_id is None:
        return _of_the_program(version)
    body = ledger.states("checklist", checklist_id)[0]["body"]
    checklist = Checklist.from_body(body)
    items = tuple(_item(checklist.version, nth, item) for nth, item in enumerate(checklist.items, 1))
    return ItemList(checklist.version, checklist_id, items)


@cache
def _of_the_program(version: str | None) -> ItemList:
    known = catalogue.versions("confirmation_items")
    chosen = version if version in known else known[0]
    return ItemList(chosen, None, catalogue.confirmation_items(chosen))


def _item(version: str, position: int, item: ChecklistItem) -> ConfirmationItem:
    """An item of an office: what it took over unchanged is in both languages, the rest in the one it was written in."""
    group, title, evidence = (
        _both(item.code, name, written)
        for name, written in (("group", item.group_title), ("title", item.wording), ("evidence", item.evidence or ""))
    )
    return ConfirmationItem(
        version, item.code, position, item.group_code, *group, *title, *evidence, source=item.source or ""
    )


def _both(code: str, name: str, written: str) -> tuple[str, str]:
    """(English, Japanese) of what was written of an item of that code."""
    if (known := _known().get(code)) is None:
        return written, written
    said = known.text("en", name), known.text("ja", name)
    return said if written in said else (written, written)


@cache
def _known() -> dict[str, ConfirmationItem]:
    return {item.code: item for item in catalogue.confirmation_items()}
