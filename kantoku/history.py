"""What changed between two states of a record, field by field."""

import json
from typing import Any, NamedTuple

from kantoku.records import KINDS
from kantoku.records.base import fields
from kantoku.wording import _


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
