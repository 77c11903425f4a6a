"""What a printed document is made of, in the order of reading. Texts are in the language of the reader already."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from kantoku.exports.layout import taken
from kantoku.printing.chain import Box
from kantoku.wording import _

_NARROWEST, _WIDEST, _SHORT, _LINE = 14.0, 56.0, 22.0, 84.0  # characters in a column of a table, and in its line
_MARGIN, _LEAST = 4.0, 8.0
_MOST = 0.7  # of its longest cell a column has room for, so that one word more does not make a line more
_DEEPEST = 6  # tiers that find room beside each other
_NUMBER = re.compile(r"-?[\d,]+(?:件|円)?")


@dataclass(frozen=True)
class Heading:
    """level: 1 for a part of the document, 2 and 3 below it. mark: its number, as it is written before it."""

    text: str
    level: int = 1
    mark: str = ""


@dataclass(frozen=True)
class Prose:
    """A text as it was typed, line by line. keeps: it stands on the page on which what follows begins."""

    text: str
    keeps: bool = False


@dataclass(frozen=True)
class Items:
    """Lines with a mark each, (1), (2) … or ア, イ … as offices count. keeps: as that of Prose."""

    lines: Sequence[str]
    marks: Sequence[str]
    keeps: bool = False


@dataclass(frozen=True)
class Table:
    """titles: of the columns. rows: as many cells each. grouped: first columns in which a repetition is told once."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    grouped: int = 0

    @property
    def widths(self) -> list[float | None]:
        """The columns in proportion to what their cells hold on average; None for a short one, which keeps to a line.

        Where all of them find room in a line, they share it.
        """
        columns = self._columns
        if sum(_longest(column) + _MARGIN for column in columns) <= _LINE:
            return [max(_longest(column) + _MARGIN, _LEAST) for column in columns]
        shares = [_share(column) for column in columns]
        return [None if _longest(column) <= _SHORT else share for column, share in zip(columns, shares, strict=True)]

    @property
    def numbers(self) -> list[bool]:
        """Which columns hold nothing but numbers."""
        return [all(_NUMBER.fullmatch(cell) for cell in cells) for _title, *cells in self._columns]

    @property
    def _columns(self) -> list[tuple[str, ...]]:
        return list(zip(self.titles, *self.rows, strict=True))

    @classmethod
    def known(cls, rows: Sequence[Mapping[str, str | None]], *, grouped: int = 0) -> list["Block"]:
        """A table of rows by title, or nothing where there are none. A column of which nothing is known is left out."""
        if not rows:
            return []
        titles = [title for title in rows[0] if any(row[title] for row in rows)]
        return [cls(titles, [[row[title] or "" for title in titles] for row in rows], grouped)]


@dataclass(frozen=True)
class Facts:
    """Labels and what is on record under them, in two columns with lines between.

    is_whole: short, and kept on one page, with the beginning of what follows.
    """

    rows: Sequence[tuple[str, str]]
    is_whole: bool = False


@dataclass(frozen=True)
class Tree:
    """Who works for whom: the boxes on top, each with those under it (see chain.boxes)."""

    roots: Sequence[Box]


@dataclass(frozen=True)
class Outline:
    """The same of a chain too deep for boxes side by side: one below the other, the further in the deeper.

    rows: each box without those under it, and how far in it stands.
    """

    rows: Sequence[Mapping[str, Any]]


def chain_of(roots: Sequence[Box]) -> "Tree | Outline":
    """Who works for whom, in the form for which there is room."""
    rows = list(_outlined(roots, 0))
    return Tree(roots) if max((row["level"] for row in rows), default=0) < _DEEPEST else Outline(rows)


def _outlined(boxes: Sequence[Box], level: int) -> Iterator[Mapping[str, Any]]:
    for each in boxes:
        yield {"level": level, "box": asdict(replace(each, under=()))}
        yield from _outlined(each.under, level + 1)


@dataclass(frozen=True)
class Break:
    """What follows stands on a new page."""


Block = Heading | Prose | Items | Table | Facts | Tree | Outline | Break


def counted(number: int) -> str:
    """How many there are, with the unit where the language has one."""
    return _("{count}", count=f"{number:,}")


def listed(blocks: Sequence[Block]) -> list[Mapping[str, Any]]:
    """The blocks as plain values, each with its kind under `is`."""
    return [_plain(block) for block in blocks]


def _share(column: Sequence[str]) -> float:
    held = [taken(cell) for cell in column]
    return min(max(held[0], sum(held) / len(held), max(held) * _MOST, _NARROWEST), _WIDEST)


def _longest(column: Sequence[str]) -> float:
    return max(taken(line) for cell in column for line in cell.split("\n"))


def _plain(block: Block) -> Mapping[str, Any]:
    plain = {"is": type(block).__name__.lower(), **asdict(block)}
    return plain | {"widths": block.widths, "numbers": block.numbers} if isinstance(block, Table) else plain
