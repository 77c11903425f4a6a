"""What changed between two states of a record, field by field."""

import json
from typing import Any, NamedTuple

from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, fields
from kantoku.value_words import Names, words
from kantoku.wording import _

_MOST = 60
"""Characters of a value that are told in a sentence."""


class FieldChange(NamedTuple):
    """label: in the language of the running context; before and after: plain JSON values, None for not given."""

    name: str
    label: str
    before: Any
    after: Any


def differences(kind: str, before: str, after: str) -> list[FieldChange]:
    """The fields in which two bodies of one kind differ, in the order of the declaration ('' is the empty body)."""
    old, new = json.loads(before or "{}"), json.loads(after or "{}")
    labels = {field.name: _(field.about.label) for field in fields(KINDS[kind])} if kind in KINDS else {}
    names = [*labels, *sorted((old.keys() | new.keys()) - labels.keys())]
    return [
        FieldChange(name, labels.get(name, name), old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    ]


def summary(changes: list[FieldChange]) -> str:
    """The names of the changed fields, for one sentence."""
    return "、".join(change.label for change in changes)


def told(kind: str, changes: list[FieldChange], names: Names) -> str:
    """What changed to what, for one sentence.

    names: of the records that a value may refer to; without any, what refers to others is not spelt out.
    """
    declared = {field.name: field for field in fields(KINDS[kind])} if kind in KINDS else {}
    return "、".join(_told(declared.get(change.name), change, names) for change in changes)


def parted(field: FieldInfo, before: Any, after: Any) -> tuple[Any, Any]:
    """The two values; of a list only what was taken out and what was put in."""
    if not (field.is_list and before and after):
        return before, after
    return [item for item in before if item not in after], [item for item in after if item not in before]


def _told(field: FieldInfo | None, change: FieldChange, names: Names) -> str:
    if field is None or (_refers(field) and not names):
        return change.label
    before, after = (_short(words(field, value, names)) for value in parted(field, change.before, change.after))
    return _("{field}: {before} → {after}", field=change.label, before=before, after=after)


def _refers(field: FieldInfo) -> bool:
    return bool(field.about.refers_to or (field.part and any(map(_refers, fields(field.part)))))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _MOST else f"{line[:_MOST]}…") or "—"
