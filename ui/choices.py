"""Stored codes of a vocabulary in words, for the cells of a list."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kantoku.records.base import Choice
from kantoku.wording import _

if TYPE_CHECKING:
    import pandas as pd


def word(vocabulary: type[Choice], code: Any) -> str:
    """The word for a code; nothing for none, and a code that the vocabulary does not have as it stands."""
    if code is None or code != code:  # noqa: PLR0124  (a missing cell is not equal to itself)
        return ""
    return next((_(member.label) for member in vocabulary if member == code), str(code))


def segment(label: str) -> str:
    """A label (already translated) of a view or choice side by side; on dark ground the chosen one's own is too dim."""
    return f":gray[{label}]"


def words(vocabulary: type[Choice]) -> Callable[[Any], str]:
    """A function that gives the word for a code."""
    return lambda code: word(vocabulary, code)


def column(cells: "pd.Series[Any]", word_for: Callable[[Any], str]) -> "pd.Series[Any]":
    """A column of few different codes in words; each code is asked for once, however many rows there are."""
    return cells.map({code: word_for(code) for code in cells.unique()}).fillna("")
