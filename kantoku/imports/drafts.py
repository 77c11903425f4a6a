"""The records that a file states, each compared with what is on file: new, changed, or the same."""

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kantoku.acting import RECORDED
from kantoku.changes import Change, Stated
from kantoku.queries import canonical
from kantoku.records import KINDS
from kantoku.records.vocabulary import banded

Values = dict[str, Any]
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LOGGED = {"permission_decision": "permission.logged"}


def new_ids(count: int) -> list[str]:
    """Fresh record ids (see changes.new_id), many at once."""
    drawn = secrets.token_bytes(12 * count)
    letters = bytes(ord(_LETTERS[byte & 31]) for byte in range(256))
    text = drawn.translate(letters).decode()
    return [text[at : at + 12] for at in range(0, len(text), 12)]


@dataclass(slots=True, eq=False)
class Draft:
    """One record. stated: what the file says of it; supposed: what holds of a new one besides.

    base, before: the revision and the state on file, 0 and None for a new one.
    """

    kind: str
    record_id: str
    stated: Values
    supposed: Values = field(default_factory=dict)
    base: int = 0
    before: Values | None = None

    def conflict(self, values: Mapping[str, Any]) -> str | None:
        """The first field of which the file said something else before; otherwise the draft takes the values up."""
        for name, value in values.items():
            if value is not None and name not in _ADDED and self.stated.get(name, value) != value:
                return name
        for name, value in values.items():
            if value is None:
                continue
            if name in _ADDED and (before := self.stated.get(name)):
                if value not in before:
                    self.stated[name] = f"{before}\n{value}" if isinstance(value, str) else [*before, *value]
            else:
                self.stated[name] = value
        return None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_changed(self) -> bool:
        before = self.before
        return before is not None and any(
            value is not None and not _says(before.get(name), value) for name, value in self.stated.items()
        )

    def change(self, reason: str) -> Change:
        if self.before is None:
            given = {name: value for name, value in self.stated.items() if value is not None}
            values = {**defaults(self.kind), **self.supposed, **given}
            action = _LOGGED.get(self.kind, RECORDED[self.kind])
        else:
            given = {
                name: value
                for name, value in self.stated.items()
                if value is not None and not _says(self.before.get(name), value)
            }
            values, action = {**self.before, **given}, f"{self.kind}.corrected"
        if values.get("persons_count") is not None:
            values = {**values, "persons_band": banded(values)["persons_band"].value}
        return Change(action, self.kind, self.record_id, Stated(self.kind, canonical(values)), self.base, reason)


def _says(before: Any, value: Any) -> bool:
    """Does what is on file say it already, be it with more beside?"""
    if before == value:
        return True
    if not isinstance(before, list) or not isinstance(value, list):
        return False
    if _in_one_cell(before) == _in_one_cell(value):
        return True
    if len(before) != len(value):
        return False
    return all(
        isinstance(one, dict) and isinstance(other, dict) and _says_part(one, other)
        for one, other in zip(before, value, strict=True)
    )


def _in_one_cell(parts: list[Any]) -> str:
    """The main texts of a list as one cell holds them, in which nobody can tell where one ends."""
    return "、".join(str(part.get("text") or part.get("address") if isinstance(part, dict) else part) for part in parts)


def _says_part(before: Values, value: Values) -> bool:
    """One part of a list: all that is stated, or its whole name in one."""
    whole = " ".join(filter(None, (before.get("organisation"), before.get("name"))))
    return all(before.get(name) == said for name, said in value.items()) or value == {"name": whole}


_ADDED = {"note", "subjects"}
"""What several rows may each say a part of."""


@cache
def defaults(kind: str) -> Values:
    """What a record of a kind says unless told otherwise."""
    found = {
        name: declared.default for name, declared in KINDS[kind].model_fields.items() if not declared.is_required()
    }
    return {name: getattr(value, "value", value) for name, value in found.items() if value not in (None, (), "")}


class Drafts:
    """All drafts of one file, in the order in which they are recorded."""

    def __init__(self) -> None:
        self._kinds: dict[str, list[Draft]] = {kind: [] for kind in _ORDER}
        self._ids: Iterator[str] = iter(())

    def new_id(self) -> str:
        if (found := next(self._ids, None)) is None:
            self._ids = iter(new_ids(4096))
            found = next(self._ids)
        return found

    def add(self, draft: Draft) -> Draft:
        self._kinds[draft.kind].append(draft)
        return draft

    def of(self, kind: str) -> list[Draft]:
        return self._kinds[kind]

    def counts(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """How many of each kind are new, changed, the same."""
        new, changed, same = Counter[str](), Counter[str](), Counter[str]()
        for draft in self:
            (new if draft.is_new else changed if draft.is_changed else same)[draft.kind] += 1
        return new, changed, same

    def changes(self, reason: str) -> list[Change]:
        return [draft.change(reason if draft.base else "") for draft in self if draft.is_new or draft.is_changed]

    def __iter__(self) -> Iterator[Draft]:
        for drafts in self._kinds.values():
            yield from drafts


_ORDER = (
    "organisation",
    "contract",
    "subcontract",
    "permission_request",
    "handling_confirmation",
    "permission_decision",
    "audit",
)


def read_bodies(rows: Iterable[tuple[str, str, int, str]]) -> dict[str, dict[str, tuple[int, Values]]]:
    """Kind → id → (revision, values) of what is on file."""
    found: dict[str, dict[str, tuple[int, Values]]] = {}
    for kind, record_id, revision, body in rows:
        found.setdefault(kind, {})[record_id] = revision, json.loads(body)
    return found
