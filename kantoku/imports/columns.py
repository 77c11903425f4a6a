"""What each column of a table means: corrected by a person, kept for the next file of that shape."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kantoku.errors import KantokuError
from kantoku.imports import targets
from kantoku.imports.layout import Table
from kantoku.imports.targets import IGNORED, KEPT
from kantoku.records.base import Choice
from kantoku.wording import N_

VERSION = 1


class Holds(Choice):
    """What a row of a table tells of."""

    CONTRACTS = "contracts", N_("Contracts, with their chain in columns where there is one")
    TIERS = "tiers", N_("Subcontracts, one a row")
    ABOUT = "about", N_("Audits, confirmations or decisions on what is on file")
    ORGANISATIONS = "organisations", N_("Organisations")
    NOTHING = "nothing", N_("Nothing: the sheet is left out")


@dataclass(frozen=True)
class TableMapping:
    """What a table holds, and what each of its columns means (see kantoku/imports/targets.py), in their order.

    is_register: it is a sheet of the register that this program writes, whose columns are known.
    """

    holds: Holds
    targets: tuple[str, ...]
    is_register: bool = False

    def with_target(self, nth: int, target: str) -> "TableMapping":
        """The same with another meaning of the column that stands at that place, from 0; what had it is kept beside."""
        others = [KEPT if each == target and not may_repeat(target) else each for each in self.targets]
        others[nth] = target
        return replace(self, targets=tuple(others))


class NoMapping(KantokuError):
    def __init__(self, path: object) -> None:
        super().__init__(
            N_("This is no mapping of columns"),
            N_("{path} was not written by this command. Delete it to have it written anew."),
            path=path,
        )


def may_repeat(target: str) -> bool:
    """May several columns of a table mean it?"""
    return target in {IGNORED, KEPT}


def save(path: Path, mapped: Iterable[tuple[Table, TableMapping]]) -> None:
    """Writes a mapping to be corrected by hand: what each column of each table means, by its name."""
    written = [
        {
            "signature": table.signature,
            "sheet": table.sheet,
            "holds": mapping.holds.value,
            "columns": [
                {"column": column.label, "means": target}
                for column, target in zip(table.columns, mapping.targets, strict=True)
            ],
        }
        for table, mapping in mapped
    ]
    text = json.dumps({"version": VERSION, "tables": written}, ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", encoding="utf-8")


def load(path: Path) -> dict[str, TableMapping]:
    """Signature → mapping, as `save` wrote it. Raises NoMapping."""
    try:
        return {
            table["signature"]: _checked(table["holds"], [column["means"] for column in table["columns"]])
            for table in json.loads(path.read_text(encoding="utf-8-sig"))["tables"]
        }
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise NoMapping(path) from broken


def as_fact(signature: str, mapping: TableMapping) -> dict[str, Any]:
    """What the journal keeps of a mapping, from which the next file of that shape is read."""
    return {"signature": signature, "holds": mapping.holds.value, "targets": list(mapping.targets)}


def from_fact(fact: Mapping[str, Any]) -> TableMapping | None:
    """The mapping that the journal kept; None if this version no longer knows what it names."""
    try:
        return _checked(fact["holds"], fact["targets"])
    except (ValueError, KeyError, TypeError):
        return None


def _checked(holds: str, meant: Iterable[str]) -> TableMapping:
    found = tuple(meant)
    if any(not targets.is_target(target) for target in found):
        raise ValueError(found)
    return TableMapping(Holds(holds), found)
