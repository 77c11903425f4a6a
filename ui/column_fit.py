"""Which columns of a list fit beside each other, and how wide each stands. A list is never to scroll sideways."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import pandas as pd

if TYPE_CHECKING:
    from ui.tables import Column

_SHORT = 112, 170
"""Pixels: a text that needs no more than this is never cut; in the narrowest window, and where there is much room."""

_WIDE, _NARROW, _SPACE = 14.1, 7.8, 17  # pixels: a full-width character, another one, the space around a cell's text
_LONGEST = 480
_MARKS = 28  # pixels
_EDGES = 14  # pixels: the least space around a cell's text


def widths(
    shown: pd.DataFrame, columns: Mapping[str, "Column"], across: int, *, has_all: bool = False
) -> dict[str, int]:
    """The columns that fit into `across` pixels, in their order, with the pixels of each; all of them where asked for.

    Codes, days, numbers and short texts stand in full; long texts may be cut down to their least. What then is left of
    the room goes to the texts that are cut.
    """
    wanted = {name: _wanted(shown[name], column) for name, column in columns.items()}
    tight, roomy = _SHORT
    short = max(tight, min(roomy, across // 5))
    least = {name: _least(wanted[name], column, short) for name, column in columns.items()}
    kept = list(columns) if has_all else _kept(columns, least, across)
    left = across - sum(least[name] for name in kept)
    short_of = {name: wanted[name] - least[name] for name in kept}
    share = min(1.0, max(0, left) / max(1, sum(short_of.values())))
    return {name: least[name] + int(short_of[name] * share) for name in kept}


def heading(label: str) -> int:
    """The pixels that a heading needs in a table that is typed into, with the marks that stand beside it."""
    return _pixels(label) + _MARKS


def cut(text: str, width: int) -> str:
    """The text as a column of that width shows it: what does not fit ends in an ellipsis, not in half a character."""
    room = width - _EDGES
    if sum(map(_drawn, text)) <= room:
        return text
    left = room - _drawn("…")
    for place, character in enumerate(text):
        left -= _drawn(character)
        if left < 0:
            return f"{text[:place].rstrip()}…"
    return text


def _drawn(character: str) -> float:
    """The pixels that a character is drawn with; the widths of columns leave more, to be on the safe side."""
    if east_asian_width(character) in "WFA":
        return 14
    if character.isupper():
        return 9.2
    return 7.8 if character.isdigit() else 7.2 if character.isalpha() else 4.9


def _kept(columns: Mapping[str, "Column"], least: Mapping[str, int], across: int) -> list[str]:
    """The names that fit, in the order of the columns. At least one is kept."""
    kept: set[str] = set()
    left = across
    for name in sorted(columns, key=lambda name: columns[name].rank):
        if least[name] <= left or not kept:
            kept.add(name)
            left -= least[name]
    return [name for name in columns if name in kept]


def _least(wanted: int, column: "Column", short: int) -> int:
    is_whole = column.width is None and (column.show or column.is_number)
    return wanted if is_whole else min(wanted, max(column.width or 0, short))


def _wanted(cells: pd.Series, column: "Column") -> int:
    """What the label and the longest text need."""
    texts = {column.label, *(_text(value, column) for value in cells.drop_duplicates())}
    return min(_LONGEST, max(map(_pixels, texts)))


def _text(value: Any, column: "Column") -> str:
    if column.show:
        return column.show(value)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    return f"{value:,}" if column.is_number else str(value)


def _pixels(text: str) -> int:
    wide = sum(east_asian_width(character) in "WFA" for character in text)
    return int(wide * _WIDE + (len(text) - wide) * _NARROW) + _SPACE
