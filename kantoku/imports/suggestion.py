"""What the columns of a table mean, as far as their names and what stands in them tell."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from kantoku.imports import targets
from kantoku.imports.aliases import Known, known, value_key, words
from kantoku.imports.columns import Holds, TableMapping, may_repeat
from kantoku.imports.layout import Column, Table
from kantoku.imports.register import of_register
from kantoku.imports.targets import IGNORED, KEPT


def suggest(table: Table, remembered: Mapping[str, TableMapping]) -> TableMapping:
    """What the columns of a table mean, as far as their names tell. remembered: by signature; see run.remembered."""
    if (before := remembered.get(table.signature)) and len(before.targets) == len(table.columns):
        return before
    if found := of_register([column.name for column in table.columns]):
        return TableMapping(Holds(found.holds), found.targets, is_register=True)
    return suggest_as(table, _holds([_known(table, column) for column in table.columns]))


def suggest_as(table: Table, holds: Holds) -> TableMapping:
    """The same for a table of which a person says what it holds."""
    read = [_known(table, column) for column in table.columns]
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
    if holds is Holds.NOTHING:
        return [IGNORED] * len(read)
    said, at, found = {each.target for each in read}, 1, []
    for each in read:
        if each.target == "org.name" or (each.target == "org.reference" and each.tier):
            at = each.tier or 1
        found.append(_target(each, holds, at, said) if each.target else KEPT)
    return found


def _target(each: Known, holds: Holds, at: int, said: set[str]) -> str:
    part, name = _settled(each.target, said).split(".")
    if part == "row":
        return f"row.{name}"
    name = "name" if (part, name) == ("org", "reference") else name
    if holds is Holds.ORGANISATIONS:
        return _existing("org", name)
    if holds is Holds.CONTRACTS:
        return _beside_contract(part, name, each.tier, at)
    if part == "contract":
        return f"contract.{name}" if name in {"number", "title"} else IGNORED
    if holds is Holds.TIERS and (part, name) == ("org", "name") and each.tier < 2 and _names_both(said):
        return IGNORED  # the contractor, named beside the one whom the row is about
    if part == "work":
        part = "subcontract" if holds is Holds.TIERS else "audit" if "audit.audited_on" in said else "confirmation"
    return _existing(part, name)


def _beside_contract(part: str, name: str, named: int, at: int) -> str:
    """In a table of contracts. named: the tier that the column names itself, 0 if none; at: that of the name before."""
    tier = named or at
    if part in {"decision", "request"}:
        tier = max(tier, 2)
    if part == "parent":
        return IGNORED
    if part == "contract" or (name == "note" and not named):
        tier = 1
    own = {"work": "contract" if tier == 1 else "subcontract"}.get(part, part)
    found = _existing(own, name)
    return f"tier{tier}.{found}" if tier > 1 and found != KEPT else found


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


def _names_both(said: set[str]) -> bool:
    return "org.reference" in said or "parent.name" in said


@cache
def _existing(part: str, name: str) -> str:
    target = f"{part}.{name}"
    return target if target in targets.known_targets() else KEPT


def _without_repetition(found: Iterable[str]) -> list[str]:
    """The first column of a meaning has it; what the others hold is kept."""
    seen, once = set[str](), list[str]()
    for target in found:
        once.append(KEPT if target in seen and not may_repeat(target) else target)
        seen.add(target)
    return once
