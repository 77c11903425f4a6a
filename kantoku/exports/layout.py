"""How wide and how high cells are, and how a sheet comes out on paper."""

import math
from collections.abc import Sequence
from itertools import islice
from typing import Any

from kantoku.exports.columns import Column, Kind, Values
from kantoku.wording import language

ONE_LINE = 18.0
"""The height of a line with its margin, in points."""

_LINE = 15.0
_PROPORTIONAL = 0.93  # the font's Japanese characters are a little narrower than two digits
_HIGHEST = 400.0  # Excel allows 409
_NARROWEST, _WIDEST, _INDENT = 6.0, 30.0, 6.0
_WIDEST_CODE = 70.0
_NARROWEST_LONG, _WIDEST_LONG, _GOOD_LINES = 20.0, 90.0, 2
_SAMPLE = 60
_DAY, _MOMENT = {"ja": 15.0, "en": 11.0}, {"ja": 20.0, "en": 16.0}

_A4, _A3 = 9, 8
_ON_A4, _ON_A3 = 150.0, 240.0  # characters that stay legible side by side on landscape paper


def width(values: Values, column: Column) -> float:
    """A width in characters that suits the first values; the heading may take two lines."""
    heading = taken(column.heading) / 2 + 5  # beside the arrow of the filter
    return max(_own(values, column), heading, _NARROWEST)


def _own(values: Values, column: Column) -> float:
    if column.kind is Kind.DATE:
        return _DAY[language()]
    if column.kind is Kind.MOMENT:
        return _MOMENT[language()]
    if column.is_number:  # all of them, because a number that finds no room is not shown at all
        return max(map(len, values.words.values()), default=0) * 4 / 3 + 3
    first = islice(filter(None, values.words.values()), _SAMPLE)
    longest = max((taken(line) for text in first for line in text.split("\n")), default=0) + 2
    if column.kind is Kind.LONG:
        return min(max(longest / _GOOD_LINES, min(longest, _NARROWEST_LONG)), _WIDEST_LONG)
    if column.kind is Kind.CODE:
        return min(longest, _WIDEST_CODE)
    return min(longest, _WIDEST) + (_INDENT if column.indented_by else 0)


def taken(text: str) -> float:
    """The characters' width: about two for a Japanese one, which takes three bytes, one for a Latin one."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) / 2


def lines(text: str, width: float) -> int:
    """The lines that a text takes in a cell of that width."""
    return sum(max(1, math.ceil(taken(line) * _PROPORTIONAL / (width - 1))) for line in text.split("\n"))


def height(count: int) -> float | None:
    """The height of a row of so many lines, in points; None for the usual one."""
    return min(count * _LINE + 3, _HIGHEST) if count > 1 else None


def raise_lines(counts: list[int], values: Values, column: Column, width: float) -> None:
    """Raises the number of lines of each row (the heading's first) to what this column needs."""
    counts[0] = max(counts[0], lines(column.heading, width - 2))
    if column.kind in {Kind.DATE, Kind.MOMENT, Kind.CODE} or column.is_number:
        return
    room = (width - 1) / _PROPORTIONAL
    high = {value: lines(text, width) for value, text in values.words.items() if taken(text) > room or "\n" in text}
    if high:
        for row, value in enumerate(values.plain, 1):
            if value in high and high[value] > counts[row]:
                counts[row] = high[value]


def for_print(sheet: Any, widths: Sequence[float], frozen: int) -> None:
    """Landscape, with headings and the first columns on every page, and no smaller than can be read."""
    total = sum(widths)
    sheet.set_landscape()
    sheet.set_paper(_A4 if total <= _ON_A4 else _A3)
    sheet.fit_to_pages(math.ceil(total / _ON_A3), 0)
    sheet.hide_gridlines(0)  # that is: print them too
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    if frozen:
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, frozen - 1)
