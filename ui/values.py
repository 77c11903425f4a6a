"""The values of records in words on a screen, which knows what the records are called that they refer to."""

from collections.abc import Iterable, Mapping
from typing import Any

from kantoku.records import KINDS
from kantoku.records.base import Part, Record, fields
from kantoku.value_words import Names, plain, separator, words
from ui import readings
from ui.page import Here

__all__ = ["Names", "names", "of_record", "referred", "separator", "words"]


def of_record(record: Record, names: Names) -> dict[str, str]:
    """Every field of a record in words, by name."""
    return {field.name: words(field, getattr(record, field.name), names) for field in fields(type(record))}


def names(here: Here, ids: Iterable[str]) -> dict[str, str]:
    """The names of records, by id; an id that no record has is left out."""
    if not (wanted := sorted(set(filter(None, ids)))):
        return {}
    found = readings.kept_journal(here, "journal_names", ids=wanted)
    return dict(zip(found["id"], found["name"], strict=True))


def referred(kind: str, body: Mapping[str, Any]) -> list[str]:
    """The ids that a body of that kind refers to, those in its parts too."""
    return list(_referred(KINDS[kind], body)) if kind in KINDS else []


def _referred(declared: type[Record] | type[Part], values: Mapping[str, Any]) -> Iterable[str]:
    for field in fields(declared):
        value = values.get(field.name)
        if value and field.about.refers_to:
            yield str(value)
        elif value and field.part:
            for part in value if field.is_list else [value]:
                yield from _referred(field.part, plain(part))
