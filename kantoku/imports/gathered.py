"""What is known while the rows of a file are put together: contracts, names, ids, and who waits for whom."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from kantoku import text
from kantoku.imports import targets
from kantoku.imports.cells import Unread
from kantoku.imports.chains import Group, Values, Where
from kantoku.imports.columns import Holds
from kantoku.imports.drafts import Draft, Drafts
from kantoku.imports.names import Names, agree
from kantoku.imports.on_file import OnFile
from kantoku.imports.reading import Read
from kantoku.imports.rows import NEEDED, prefix_of
from kantoku.wording import N_

IDS = ("row.id", "row.request_id", "row.decision_id")
_ID = re.compile("[0-9a-z]{12}")
NO_CONTRACT = N_("There is no contract “{read}”, neither in the file nor on file.")


@dataclass(eq=False)
class Gathered:
    """What the rows of a file amount to. waiting: rows that stay out until another is corrected: (row, that row)."""

    reads: list[Read]
    on_file: OnFile
    today: datetime.date
    drafts: Drafts = field(default_factory=Drafts)
    waiting: dict[tuple[int, int], tuple[Where, Where]] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    _titles: dict[str, list[str]] = field(default_factory=dict)
    _organisations: dict[str, Draft] = field(default_factory=dict)
    _contracts: dict[str, tuple[Draft, int]] = field(default_factory=dict)
    _facts: dict[tuple[Any, ...], Draft] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def _holding(self, holds: Holds) -> list[Read]:
        return [read for read in self.reads if read.mapping.holds is holds]

    def _mentioned(self, target: str) -> set[str]:
        return {value for read in self.reads for value in read.of(target) if value}

    def _learn_names(self) -> None:
        for record_id, (_revision, values) in self.on_file.of("organisation").items():
            self.names.learn(values.get("name"), values.get("corporate_number") or f"id:{record_id}")
        for read in self.reads:
            for tier, part in {(targets.parsed(each).tier, targets.parsed(each).part) for each in read.values}:
                if part in {"org", "parent"}:
                    names, numbers = (
                        read.of(f"{prefix_of(tier)}{part}.{name}") for name in ("name", "corporate_number")
                    )
                    for name, number in dict.fromkeys(zip(names, numbers, strict=True)):
                        if name and number:
                            self.names.learn(name, number)

    def _new_id(self, given: str | None = None) -> str:
        """An id for a new record: the one that the register gives it, unless something was recorded under that."""
        if given and given not in self._used and _ID.fullmatch(given):
            self._used.add(given)
            return given
        return self.drafts.new_id()

    def _group(self, number: str) -> Group:
        if number not in self.groups:
            self.groups[number] = Group(number)
        return self.groups[number]

    def _found_by_title(self, title: str | None) -> Group | None:
        key = agree(self._titles.get(text.fold(title), ())) if title else None
        return self.groups.get(key) if key else None

    def _group_of(self, read: Read, row: int, number: str | None) -> Group | None:
        """The contract that a row names, by number, else by title; a row that names none it can be stays out."""
        title = read.of("contract.title")[row]
        group = self.groups.get(number) if number else self._found_by_title(title)
        if group and (group.root or group.refused):
            return group
        if not read.mapping.is_register or number or title:
            named = number or title
            said = Unread(NO_CONTRACT, {"read": named}, named) if named else Unread(NEEDED)
            if row not in read.faults:
                read.fail(row, said, "contract.number", "contract.title")
        return None

    def names_of(self, number: str | None) -> str | None:
        """The name under which a corporate number is on file."""
        found = self.on_file.organisation(number) if number else None
        return found[2].get("name") if found else None

    def _wait(self, where: Where, other: Where) -> None:
        read, row = where
        if row not in read.faults:
            self.waiting.setdefault((id(read), row), (where, other))


def draft_of(kind: str, new_id: str, known: tuple[str, int, Values] | None) -> Draft:
    if known is None:
        return Draft(kind, new_id, {})
    record_id, revision, values = known
    return Draft(kind, record_id, {}, base=revision, before=values)


def deny(draft: Draft, values: Values) -> None:
    """That no Specific Personal Information is handled says nothing against another class that is on file."""
    if values.get("data_class") == "unknown" and draft.before and draft.before.get("data_class", "unknown") != "spi":
        values.pop("data_class")
        draft.stated.pop("data_class", None)
