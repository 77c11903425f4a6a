"""The values of records in words: dates in the calendar of the language, choices by their label, references by name."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from kantoku.dates import show_date, show_fiscal_year
from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, Part, Record, fields
from kantoku.wording import _, language
from ui import readings
from ui.page import Here

Names = Mapping[str, str]
"""What the records are called that a value refers to: id → name."""


def words(field: FieldInfo, value: Any, names: Names) -> str:
    """A value as declared (a date, a choice, a part) or as it stands in a body (ISO text, code, object), in words."""
    if value is None or value == "":
        return ""
    if field.is_list:
        shown = [_one(field, item, names) for item in value]
        return ("\n" if field.part else separator()).join(shown)
    return _one(field, value, names)


def separator() -> str:
    """What stands between the parts of a list in a sentence."""
    return "、" if language() == "ja" else ", "


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
                yield from _referred(field.part, _plain(part))


def _one(field: FieldInfo, value: Any, names: Names) -> str:
    if field.part:
        plain = _plain(value)
        inner = (words(part, plain.get(part.name), names) for part in fields(field.part))
        return " ".join(filter(None, inner))
    if field.about.refers_to:
        return names.get(value, str(value))
    if field.choices:
        return _(field.choices(value).label) if value in list(field.choices) else str(value)
    if field.is_date:
        return show_date(_day(value), language())
    if field.type is bool:
        return _("Yes") if value else _("No")
    return _number(field, value) if field.type is int else str(value)


def _number(field: FieldInfo, value: Any) -> str:
    return show_fiscal_year(int(value), language()) if field.name == "fiscal_year" else f"{int(value):,}"


def _day(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _plain(part: Any) -> Mapping[str, Any]:
    return part.model_dump() if isinstance(part, Part) else part
