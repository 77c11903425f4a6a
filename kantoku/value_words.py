"""A value of a record in words: dates in the calendar of the language, choices by their label, references by name."""

import datetime
from collections.abc import Mapping
from typing import Any

from kantoku.dates import show_date, show_fiscal_year
from kantoku.records.base import FieldInfo, Part, fields
from kantoku.wording import _, language

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


def plain(part: Any) -> Mapping[str, Any]:
    """A part of a record, or as it stands in a body, by the names of its fields."""
    return part.model_dump() if isinstance(part, Part) else part


def _one(field: FieldInfo, value: Any, names: Names) -> str:
    if field.part:
        given = plain(value)
        inner = (words(part, given.get(part.name), names) for part in fields(field.part))
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
