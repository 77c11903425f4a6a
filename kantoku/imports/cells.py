"""One cell: whether it holds anything, how it is shown, and why it could not be read."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kantoku.dates import show_date
from kantoku.errors import KantokuError
from kantoku.my_number import holds_individual_number
from kantoku.text import clean
from kantoku.wording import N_, _, language

Reader = Callable[[Any], Any]
"""A cell that holds something → a plain JSON value, None for nothing. Raises Unread."""


INDIVIDUAL_NUMBER = N_(
    "There is a number that looks like an Individual Number (My Number). Delete it; it is neither shown nor recorded."
)


@dataclass(eq=False)
class Unread(Exception):
    """A value that cannot be read, and why: a message id, filled from params. read: '' where it must not be shown."""

    said: str
    params: Mapping[str, object] = field(default_factory=dict)
    read: str = ""

    @property
    def sentence(self) -> str:
        told = {
            name: show_date(value, language()) if isinstance(value, datetime.date) else value
            for name, value in self.params.items()
        }
        return _(self.said, **told)


def is_blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def shown(value: Any) -> str:
    if isinstance(value, bool):
        return "○" if value else "×"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def text_of(value: Any) -> str | None:
    """A text as it is kept. Raises Unread for what looks like an Individual Number."""
    try:
        kept = clean(shown(value))
    except KantokuError as unusable:
        raise Unread(unusable.sentence_msgid, unusable.params) from unusable
    if holds_individual_number(kept):
        raise Unread(INDIVIDUAL_NUMBER)
    return kept or None


def short(value: Any) -> str:
    return " ".join(shown(value).split())[:40]


def safe(value: Any) -> str:
    """What was read, as far as it may be shown. Raises Unread where it looks like an Individual Number."""
    if holds_individual_number(shown(value)):
        raise Unread(INDIVIDUAL_NUMBER)
    return short(value)
