"""The rows of a table read: which of them are records, what each cell says, what says the same as the row above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from kantoku.imports import targets
from kantoku.imports.cells import Unread, is_blank
from kantoku.imports.columns import Holds, TableMapping
from kantoku.imports.layout import Table
from kantoku.imports.targets import IGNORED, KEPT
from kantoku.imports.values import reader

_DITTO = frozenset(
    {"〃", "同上", "同", "々", "″", '"', "”", "“", "''", "〃〃", "仝", "同じ", "上に同じ", "ditto", "〟", "゛"}
)
_SUM = re.compile(r".{0,14}(?:小計|合計|総計|累計|合計額)|計|.{1,8}計|(?:sub|grand)?total", re.IGNORECASE)
_NOTE = re.compile(r"[※＊*]|注[)）:：\d]|[(（]注|注記|備考[:：]")


@dataclass(frozen=True)
class Fault:
    """Why a row stays out. column: as people see it; said: what is told."""

    column: str
    said: Unread


@dataclass
class Read:
    """The rows of a table that are records. values: target → a value a row, None for none.

    numbers: the rows of the sheet; kept: what is taken into the note of each row; faults: row → what is wrong with it.
    """

    table: Table
    mapping: TableMapping
    numbers: list[int]
    values: dict[str, list[Any]]
    kept: list[str | None]
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    _cells: dict[int, list[Any]] = field(default_factory=dict)
    _rows: list[int] = field(default_factory=list)
    _parts: dict[tuple[int, str], list[tuple[str, list[Any]]]] = field(default_factory=dict)

    def columns(self, tier: int, part: str) -> list[tuple[str, list[Any]]]:
        """(field, values) of the columns that tell of a part of a tier."""
        if (tier, part) not in self._parts:
            self._parts[tier, part] = [
                (target.name, values)
                for target, values in ((targets.parsed(each), column) for each, column in self.values.items())
                if (target.tier, target.part) == (tier, part)
            ]
        return self._parts[tier, part]

    def cells(self, row: int) -> list[Any]:
        """The cells of a row, with what it took over from the row above it written out."""
        return [self._cells[column.position][self._rows[row]] for column in self.table.columns]

    def of(self, target: str) -> list[Any]:
        return self.values.get(target) or self._nothing

    @cached_property
    def _nothing(self) -> list[Any]:
        return [None] * len(self.numbers)

    def column(self, *wanted: str) -> str:
        """The name of the column that holds the first of these targets."""
        for target in wanted:
            if target in self.mapping.targets:
                return self.table.columns[self.mapping.targets.index(target)].label
        return ""

    def fail(self, row: int, said: Unread, *wanted: str) -> None:
        self.faults.setdefault(row, []).append(Fault(self.column(*wanted), said))


def read(table: Table, mapping: TableMapping, exempt: Sequence[str] = ()) -> Read:
    """exempt: patterns of document numbers that the office registered (R25)."""
    cells = {column.position: table.cells(column.position) for column in table.columns}
    rows = _records(table, mapping, cells)
    meant = dict(zip((column.position for column in table.columns), mapping.targets, strict=True))
    for position, target in meant.items():
        if target != IGNORED:
            _fill(cells[position], rows, table.down.get(position), _is_carried_on(target, mapping))
    _fill_groups(cells, meant, rows, mapping)
    found = Read(table, mapping, [table.numbers[row] for row in rows], {}, [None] * len(rows), {}, cells, rows)
    for column, target in zip(table.columns, mapping.targets, strict=True):
        if target != IGNORED:
            _read_column(found, column.label, target, [cells[column.position][row] for row in rows], exempt)
    return found


def _read_column(found: Read, label: str, target: str, cells: list[Any], exempt: Sequence[str]) -> None:
    read_one, known = reader(target, label, exempt), dict[Any, Any]()
    for cell in set(cells):
        if is_blank(cell):
            known[cell] = None
            continue
        try:
            known[cell] = read_one(cell)
        except Unread as unread:
            known[cell] = unread
    unreadable = {cell: value for cell, value in known.items() if isinstance(value, Unread)}
    if unreadable:
        for row, cell in enumerate(cells):
            if cell in unreadable:
                found.faults.setdefault(row, []).append(Fault(label, unreadable[cell]))
                cells[row] = None
        known[None] = None
    values = [known[cell] for cell in cells]
    if target == KEPT:
        for row, value in enumerate(values):
            if value is not None:
                line = f"{label}：{value}"  # what is recorded does not depend on the reader's language
                found.kept[row] = f"{found.kept[row]}\n{line}" if found.kept[row] else line
    else:
        found.values[target] = values


_KEYS = {
    Holds.CONTRACTS: ("contract.number", "contract.title", "org.name"),
    Holds.TIERS: ("org.name", "org.corporate_number"),
    Holds.ABOUT: (
        "org.name",
        "org.corporate_number",
        "audit.audited_on",
        "confirmation.confirmed_on",
        "decision.decided_on",
    ),
    Holds.ORGANISATIONS: ("org.name", "org.corporate_number"),
}


def _records(table: Table, mapping: TableMapping, cells: dict[int, list[Any]]) -> list[int]:
    """The rows that tell of something: no subtotals, no notes, no header repeated."""
    at = {target: column.position for column, target in zip(table.columns, mapping.targets, strict=True)}
    keys = [cells[position] for target, position in at.items() if _is_key(target, mapping.holds)]
    number = cells.get(at.get("contract.number", -1))
    names = {column.name for column in table.columns}
    rows = []
    for row, held in enumerate(table.rows):
        if not any(not is_blank(key[row]) for key in keys):
            continue
        if (number is None or is_blank(number[row])) and _is_sum_or_note(held):
            continue
        texts = [cell for cell in held[:8] if isinstance(cell, str) and cell]
        if len(texts) > 1 and sum("".join(text.split()) in names for text in texts) * 2 > len(texts) and len(texts) > 1:
            continue
        rows.append(row)
    return rows


def _is_key(target: str, holds: Holds) -> bool:
    tier, part, name = targets.parsed(target)
    return f"{part}.{name}" in _KEYS.get(holds, ()) and (tier == 0 or holds is Holds.CONTRACTS)


def _is_sum_or_note(row: Sequence[Any]) -> bool:
    held = [cell for cell in row if not is_blank(cell)]
    texts = ["".join(cell.split()) for cell in held if isinstance(cell, str)]
    if any(_SUM.fullmatch(text) for text in texts):
        return True
    return len(held) <= 2 and bool(texts) and bool(_NOTE.match(texts[0]))


def _is_carried_on(target: str, mapping: TableMapping) -> bool:
    """Is it filled in only where it changes? The section always is; below one another, the contract of subcontracts."""
    if target == "contract.section":
        return True
    return target == "contract.number" and mapping.holds in {Holds.TIERS, Holds.ABOUT}


def _fill(cells: list[Any], rows: Sequence[int], down: dict[int, int] | None, is_carried_on: bool) -> None:  # noqa: FBT001
    """Merged cells, ditto marks, and what a blank takes over from the row above."""
    if down:
        for row, begins in down.items():
            if is_blank(cells[row]):
                cells[row] = cells[begins]
    distinct = {cell for cell in set(cells) if isinstance(cell, str)}
    marks = {cell for cell in distinct if "".join(cell.split()).casefold() in _DITTO}
    if not marks and not is_carried_on:
        return
    above = None
    for row in rows:
        cell = cells[row]
        if cell in marks or (is_carried_on and is_blank(cell)):
            cells[row] = above
        else:
            above = cell


def _fill_groups(
    cells: dict[int, list[Any]], meant: dict[int, str], rows: Sequence[int], mapping: TableMapping
) -> None:
    """A chain in columns: a row that names no contract, or no tier above its own, goes on with those above it."""
    if mapping.holds is not Holds.CONTRACTS:
        return
    tiers = sorted({targets.parsed(target).tier for target in meant.values()})
    if tiers[-1] < 2:
        return
    groups = {tier: [at for at, target in meant.items() if _of_group(target, tier)] for tier in tiers}
    names = {tier: [at for at, target in meant.items() if _names_group(target, tier)] for tier in tiers}
    for before, row in pairwise(rows):
        for nth, tier in enumerate(tiers):
            deeper = [at for below in tiers[nth + 1 :] for at in names[below]]
            is_named = any(not is_blank(cells[at][row]) for at in names[tier])
            if is_named or not any(not is_blank(cells[at][row]) for at in deeper):
                break
            for at in groups[tier]:
                if is_blank(cells[at][row]):
                    cells[at][row] = cells[at][before]


def _of_group(target: str, tier: int) -> bool:
    return target not in {IGNORED, KEPT} and targets.parsed(target).tier == tier


def _names_group(target: str, tier: int) -> bool:
    found = targets.parsed(target)
    return found.tier == tier and (found.part, found.name) in {("contract", "number"), ("org", "name")}
