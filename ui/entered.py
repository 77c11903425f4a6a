"""What was entered in single fields, read so that everything amiss is named at once, not one thing after the other."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from kantoku.dates import UnreadableDate, parse_date
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.wording import N_, _

T = TypeVar("T")


def read(*readings: Callable[[], Any]) -> list[Any]:
    """What each reading gives. Raises one InvalidRecord for all of them that raise one."""
    values: list[Any] = []
    problems: list[tuple[str, str]] = []
    for reading in readings:
        try:
            values.append(reading())
        except InvalidRecord as amiss:
            problems += amiss.problems
    if problems:
        raise InvalidRecord(list(dict.fromkeys(problems)))
    return values


def needed(value: T | None, label: str) -> T:
    """The value. label: already translated. Raises InvalidRecord for None, an empty dict, a text of only space."""
    is_empty = not value.strip() if isinstance(value, str) else isinstance(value, dict) and not value
    if value is None or is_empty:
        raise InvalidRecord([(label, _("needed"))])
    return value


def day(typed: str, label: str) -> datetime.date:
    """The day typed into a field of that label. Raises InvalidRecord where there is none, or none that can be read."""
    needed(typed, label)
    try:
        return parse_date(typed)
    except UnreadableDate as error:
        raise InvalidRecord([(label, error.sentence)]) from None


def refuse_idle(*, is_idle: bool) -> None:
    """Raises KantokuError where nothing of a record was changed."""
    if is_idle:
        raise KantokuError(N_("Nothing was changed"), N_("Change a field first, or go back without recording."))


def marked(label: str) -> str:
    """The label (already translated) of a field without which the button beside it refuses."""
    return _("{label} (required)", label=label)


def completing(label: str) -> str:
    """The label (already translated) of a field that makes the record complete, and can be left empty for now."""
    return f"{label} ＊"


def what_marks() -> str:
    """What the mark of a field that makes a record complete means."""
    return _("What is marked ＊ makes the record complete. It can be left empty now and added later with “Correct”.")
