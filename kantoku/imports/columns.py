"""What each column of a table means: suggested from its name, corrected by a person, kept for the next file of that
shape."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from kantoku.errors import KantokuError
from kantoku.imports import targets
from kantoku.imports.aliases import Known, known, value_key, words
from kantoku.imports.layout import Column, Table
from kantoku.imports.register import of_register
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
        others = [KEPT if each == target and not _may_repeat(target) else each for each in self.targets]
        others[nth] = target
        return replace(self, targets=tuple(others))


class NoMapping(KantokuError):
    def __init__(self, path: object) -> None:
        super().__init__(
            N_("This is no mapping of columns"),
            N_("{path} was not written by this command. Delete it to have it written anew."),
            path=path,
        )


def suggest(table: Table, remembered: Mapping[str, TableMapping]) -> TableMapping:
    """What the columns of a table mean, as far as their names tell. remembered: by signature; see run.remembered."""
    if (before := remembered.get(table.signature)) and len(before.targets) == len(table.columns):
        return before
    if found := of_register(table):
        return TableMapping(Holds(found.holds), found.targets, is_register=True)
    read = [_known(table, column) for column in table.columns]
    holds = _holds(read)
    return TableMapping(holds, tuple(_without_repetition(_resolved(read, holds))))


def _known(table: Table, column: Column) -> Known:
    """What the name of a column says: with what stands over it, else alone."""
    for name in (f"{column.top}{column.name}" if column.top != column.name else "", column.name):
        if name and (found := known(name)):
            over = known(column.top) if column.top and column.top != column.name else None
            if over and over.target == "org.name" and not found.tier:
                found = Known(found.target, over.tier or 1)
            if found.target == "row.tier_or_category":
                return Known("row.tier" if _are_tiers(table.cells(column.position)) else "contract.category")
            return found
    return Known("")


def _are_tiers(cells: Sequence[Any]) -> bool:
    held = [cell for cell in cells[:200] if cell not in (None, "")]
    return bool(held) and 2 * sum(value_key(str(cell)) in words("tier") for cell in held) > len(held)


_TERM = {"work.starts_on", "work.ends_on", "work.period", "work.amount", "contract.policy", "contract.signed_on"}


def _holds(read: Sequence[Known]) -> Holds:
    said = {each.target for each in read}
    subcontractors = sum(each.target == "org.name" and each.tier > 1 for each in read)
    has_contractor = any(each.target == "org.name" and each.tier < 2 for each in read)
    has_contract = bool(said & {"contract.number", "contract.title"})
    has_name = bool(said & {"org.name", "org.reference"})
    is_about = "audit.audited_on" in said or (
        "confirmation.confirmed_on" in said and not said & {"decision.outcome", "decision.decided_on", "work.work"}
    )
    if is_about and has_name and not said & _TERM and "parent.name" not in said:
        return Holds.ABOUT
    if has_contract and ("parent.name" in said or ("row.tier" in said and has_name)):
        return Holds.TIERS
    if has_contract and subcontractors == 1 and not has_contractor:
        return Holds.TIERS
    if has_contract and (has_name or said & _TERM):
        return Holds.CONTRACTS
    return Holds.ORGANISATIONS if has_name and len(said) > 1 and not has_contract else Holds.NOTHING


def _resolved(read: Sequence[Known], holds: Holds) -> list[str]:
    said, at, found = {each.target for each in read}, 1, []
    for each in read:
        if each.target == "org.name" or (each.target == "org.reference" and each.tier):
            at = each.tier or 1
        found.append(_target(each, holds, at, said))
    return found


def _target(each: Known, holds: Holds, at: int, said: set[str]) -> str:
    if not each.target or holds is Holds.NOTHING:
        return KEPT if holds is not Holds.NOTHING else IGNORED
    part, name = _settled(each.target, said).split(".")
    tier = each.tier or at
    if part == "row":
        return f"row.{name}"
    if holds is Holds.ORGANISATIONS:
        return _existing("org", "name" if name == "reference" else name)
    if holds is Holds.ABOUT:
        return _about(part, name, said)
    if holds is Holds.TIERS:
        return _in_tiers(part, name, each.tier, said)
    # Contracts, with or without their chain in columns.
    if part == "decision" or part == "request":
        tier = max(tier, 2)
    if name == "note" and not each.tier:
        tier = 1
    own = {"work": "contract" if tier == 1 else "subcontract"}.get(part, part)
    if part in {"contract", "parent"}:
        return _existing(part, name) if part == "contract" else IGNORED
    prefix = f"tier{tier}." if tier > 1 else ""
    found = _existing(own, "name" if name == "reference" else name)
    return f"{prefix}{found}" if found != KEPT else KEPT


def _settled(target: str, said: set[str]) -> str:
    """A name that means one thing beside audits and another elsewhere."""
    is_audit = "audit.audited_on" in said
    other = "confirmation.overall" if "confirmation.confirmed_on" in said else "decision.outcome"
    return {
        "row.result": "audit.result" if is_audit else other,
        "row.count": "audit.finding_count" if is_audit else "contract.persons_count",
        "row.method": "audit.methods" if is_audit else "contract.method",
        "row.year": "audit.fiscal_year" if is_audit else IGNORED,
    }.get(target, target)


def _about(part: str, name: str, said: set[str]) -> str:
    if part == "contract":
        return f"contract.{name}" if name in {"number", "title"} else IGNORED
    if part == "org":
        return _existing("org", "name" if name == "reference" else name)
    if part == "work":
        part = "audit" if "audit.audited_on" in said else "confirmation"
    return _existing(part, name)


def _in_tiers(part: str, name: str, tier: int, said: set[str]) -> str:
    if part == "contract":
        return f"contract.{name}" if name in {"number", "title"} else IGNORED
    if part == "org" and name == "name" and tier < 2 and _names_both(said):
        return IGNORED
    if part == "org":
        return _existing("org", "name" if name == "reference" else name)
    return _existing("subcontract" if part == "work" else part, name)


def _names_both(said: set[str]) -> bool:
    return "org.reference" in said or "parent.name" in said


@cache
def _existing(part: str, name: str) -> str:
    target = f"{part}.{name}"
    return target if target in targets.known_targets() else KEPT


def _without_repetition(found: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [
        KEPT if target in seen and not _may_repeat(target) else (seen.add(target), target)[1] for target in found
    ]


def _may_repeat(target: str) -> bool:
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
