"""Where the tables of a sheet are: under titles, with headers over two rows and merged cells, below one another."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from kantoku import wording
from kantoku.imports.aliases import header_key, known, without_units
from kantoku.imports.register import is_heading
from kantoku.imports.sheets import Sheet
from kantoku.my_number import holds_individual_number
from kantoku.wording import N_

REASON = N_("Why this row stayed out (not imported)")
"""The column of a workbook of rows that stayed out which is left out when it comes back."""
_SEARCHED = 60
"""Rows from the top of a sheet within which its first header is looked for."""
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Column:
    """A column as the file has it. position: from 0; top: what stands over it in the row above, if that is a header."""

    position: int
    name: str
    top: str = ""

    @property
    def label(self) -> str:
        """Its name as people see it."""
        return " ".join(filter(None, (self.top if self.top != self.name else "", self.name)))

    @property
    def key(self) -> str:
        """The form by which a column is known again in the next file."""
        return header_key(self.top if self.top != self.name else "") + "/" + header_key(self.name)


@dataclass(frozen=True)
class Table:
    """rows: below the header, every one as long as there are columns; numbers: which row of the sheet each is, from 1.

    down: column position → for each row that a merged cell reaches into, the row in which it begins.
    """

    sheet: str
    header: int
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]] = field(repr=False)
    numbers: Sequence[int] = field(repr=False)
    down: dict[int, dict[int, int]] = field(repr=False, default_factory=dict)

    @cached_property
    def signature(self) -> str:
        """The same for every table of these columns in this order."""
        return _signature(self.columns)

    @property
    def headings(self) -> list[str]:
        """The names of the columns where one row must do."""
        return [column.label if known(f"{column.top}{column.name}") else column.name for column in self.columns]

    @property
    def headings_signature(self) -> str:
        """The signature of a table with these headings in one row."""
        return _signature([Column(at, _one_line(name)) for at, name in enumerate(self.headings)])

    def cells(self, position: int) -> list[Any]:
        """A column from top to bottom."""
        return [row[position] for row in self.rows]

    def samples(self, position: int, most: int = 3) -> list[str]:
        """Some different values of a column, to show what it holds. What looks like an Individual Number is hidden."""
        found: dict[str, None] = {}
        for row in self.rows[:2000]:
            if (value := row[position]) not in (None, "") and len(found) < most:
                shown = shown_cell(value)
                found.setdefault("＊" * 12 if holds_individual_number(shown) else shown[:_LONGEST_NAME])
        return list(found)


def _signature(columns: Sequence[Column]) -> str:
    return hashlib.sha256("\n".join(column.key for column in columns).encode()).hexdigest()


def shown_cell(value: Any) -> str:
    """A cell as it is shown to people."""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return " ".join(str(value).split())


def tables(sheets: Sequence[Sheet]) -> list[Table]:
    """Every table of the sheets in which two columns or more were recognised, or at least named."""
    return [table for sheet in sheets for table in _tables_of(sheet)]


def _tables_of(sheet: Sheet) -> Iterator[Table]:
    starts = list(_headers(sheet))
    if not starts and (bare := _unknown_header(sheet)) is not None:
        starts = [(bare, bare)]
    ends = [first for first, _last in starts[1:]] + [len(sheet.rows)]
    for (first, last), end in zip(starts, ends, strict=False):
        columns = _columns(sheet, first, last)
        if len(columns) > 1:
            yield _table(sheet, columns, last + 1, end)


def _table(sheet: Sheet, columns: list[Column], first: int, end: int) -> Table:
    width = columns[-1].position + 1
    rows, numbers = [], []
    for nth in range(first, end):
        row = sheet.rows[nth]
        if any(cell not in (None, "") for cell in row):
            rows.append(row if len(row) >= width else [*row, *[""] * (width - len(row))])
            numbers.append(nth + 1)
    at = {number: nth for nth, number in enumerate(numbers)}
    down: dict[int, dict[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        if first <= top < bottom < end and top + 1 in at:
            for position in range(left, right + 1):
                reached = {at[row + 1]: at[top + 1] for row in range(top + 1, bottom + 1) if row + 1 in at}
                down.setdefault(position, {}).update(reached)
    return Table(sheet.name, first, tuple(columns), rows, numbers, down)


def _headers(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """(first, last) row of every header of the sheet, from 0."""
    nth, words = 0, set[str]()
    while nth < len(sheet.rows):
        row = sheet.rows[nth]
        # Below the first header only a row that begins like a header is looked at again.
        if (words and not _begins_like(row, words)) or (not words and nth >= _SEARCHED):
            nth += 1
            continue
        of_register = is_heading(row)
        if not of_register and not _is_header(row):
            nth += 1
            continue
        last = nth + 1 if not of_register and _is_second(sheet, nth) else nth
        yield nth, last
        if of_register:
            return
        words |= {cell for header in (nth, last) for cell in sheet.rows[header] if isinstance(cell, str) and cell}
        nth = last + 1


def _begins_like(row: Sequence[Any], words: set[str]) -> bool:
    held = [cell for cell in row[:6] if cell not in (None, "")]
    if not held or not all(isinstance(cell, str) for cell in held):
        return False
    return held[0] in words or (len(held) > 1 and known(held[0]) is not None and known(held[1]) is not None)


def _named(row: Sequence[Any]) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and cell.strip()]


def _is_header(row: Sequence[Any]) -> bool:
    """Do at least two cells, and half of those that hold something, bear the name of a column?"""
    held = [cell for cell in row if cell not in (None, "")]
    if len(held) < 2:
        return False
    recognised = sum(isinstance(cell, str) and len(cell) <= _LONGEST_NAME and known(cell) is not None for cell in held)
    return recognised >= 2 and 2 * recognised >= len(held)


def _is_second(sheet: Sheet, nth: int) -> bool:
    """Does the row below a header row go on with it? Its cells stand under merged ones, or under nothing, or name."""
    if nth + 1 >= len(sheet.rows):
        return False
    upper, lower = sheet.rows[nth], sheet.rows[nth + 1]
    held = {at: cell for at, cell in enumerate(lower) if cell not in (None, "")}
    if not held or not all(isinstance(cell, str) and len(cell) <= _LONGEST_NAME for cell in held.values()):
        return False
    if [known(cell) for cell in held.values()] == [known(cell) for cell in _named(upper)] != [None]:
        return False  # a table without rows, and another below it
    across = {
        column
        for (top, left), (bottom, right) in sheet.merged
        if top == nth == bottom and right > left
        for column in range(left, right + 1)
    }
    under_nothing = {at for at in held if at >= len(upper) or upper[at] in (None, "")}
    if across and across & held.keys() and len(across & held.keys()) * 2 >= len(held):
        return True
    recognised = sum(known(cell) is not None for cell in held.values())
    return bool(under_nothing) and 2 * recognised >= len(held) and recognised >= min(2, len(held))


def _columns(sheet: Sheet, first: int, last: int) -> list[Column]:
    upper = list(sheet.rows[first])
    if first == last:
        pairs = [("", cell) for cell in upper]
    else:
        lower = list(sheet.rows[last])
        width = max(len(upper), len(lower))
        upper += [""] * (width - len(upper))
        lower += [""] * (width - len(lower))
        _spread(sheet, first, upper, lower)
        pairs = [(top, below if below not in (None, "") else top) for top, below in zip(upper, lower, strict=True)]
    return [
        Column(at, _one_line(name), _one_line(top))
        for at, (top, name) in enumerate(pairs)
        if name not in (None, "") and _one_line(name) not in _reasons()
    ]


@cache
def _reasons() -> set[str]:
    """What the column of reasons beside the rows that stayed out is called, in every language."""
    return {_one_line(wording.catalogue(language).get(REASON, REASON)) for language in wording.LANGUAGES}


def _spread(sheet: Sheet, first: int, upper: list[Any], lower: list[Any]) -> None:
    """What stands over several columns is put over each: by the merged ranges, else up to the next name."""
    merged = [(left, right) for (top, left), (bottom, right) in sheet.merged if top <= first <= bottom and right > left]
    for left, right in merged:
        for at in range(left + 1, min(right + 1, len(upper))):
            upper[at] = upper[left]
    if not merged:
        for at in range(1, len(upper)):
            if upper[at] in (None, "") and lower[at] not in (None, ""):
                upper[at] = upper[at - 1]


def _one_line(cell: Any) -> str:
    """A name on one line. One that looks like an Individual Number is not shown and not kept."""
    name = "".join(str(cell if cell is not None else "").split())
    return "" if holds_individual_number(name) else without_units(name) and name


def _unknown_header(sheet: Sheet) -> int | None:
    """The row that most likely names the columns where none of the names is known: the first of different texts."""
    for nth, row in enumerate(sheet.rows[:_SEARCHED]):
        names = _named(row)
        held = [cell for cell in row if cell not in (None, "")]
        if len(held) >= 3 and len(names) == len(held) == len(set(names)) and nth + 1 < len(sheet.rows):
            return nth
    return None
