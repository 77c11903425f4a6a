"""What a column can mean: a field of a record, by `part.field`, in a chain in columns after `tierN.`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, fields
from kantoku.wording import N_, _

IGNORED, KEPT = "row.ignored", "row.kept"
"""A column that is left out, and one whose text goes into the note under its name."""

PARTS = {
    "contract": "contract",
    "subcontract": "subcontract",
    "org": "organisation",
    "parent": "organisation",
    "request": "permission_request",
    "decision": "permission_decision",
    "confirmation": "handling_confirmation",
    "audit": "audit",
    "finding": "finding",
}
"""Part of a target → the kind of record that it is of."""

_SPECIAL = {
    "row.ignored": N_("(left out)"),
    "row.kept": N_("(kept in the note)"),
    "row.tier": N_("Tier"),
    "row.id": N_("Record id"),
    "row.request_id": N_("Record id of the request"),
    "row.decision_id": N_("Record id of the decision"),
    "row.covered_with": N_("Covered by the confirmation for contract"),
    "contract.period": N_("Term, both days in one cell"),
    "subcontract.period": N_("Term, both days in one cell"),
    "contract.is_spi": N_("Specific Personal Information: yes or no"),
    "subcontract.is_spi": N_("Specific Personal Information: yes or no"),
    "contract.is_personal": N_("Personal information: yes or no"),
    "subcontract.is_personal": N_("Personal information: yes or no"),
}
_ROLES = {"org": N_("Organisation of the row"), "parent": N_("Organisation above it")}
_TIER = re.compile(r"tier([2-9])\.(.+)")


class Target(NamedTuple):
    """tier: of a chain in columns, 0 for what the row itself is about."""

    tier: int
    part: str
    name: str


@cache
def parsed(target: str) -> Target:
    tiered = _TIER.fullmatch(target)
    part, _dot, name = (tiered[2] if tiered else target).partition(".")
    return Target(int(tiered[1]) if tiered else 0, part, name)


def is_target(target: str) -> bool:
    tiered = _TIER.fullmatch(target)
    return (tiered[2] if tiered else target) in known_targets()


@cache
def known_targets() -> dict[str, str]:
    """Every target but those after a tier → what it is called (a message id)."""
    found = dict(_SPECIAL)
    for part in PARTS:
        if part == "parent":
            found |= {f"parent.{name}": field_of(f"org.{name}").about.label for name in ("name", "corporate_number")}
        else:
            found |= {f"{part}.{field.name}": field.about.label for field in _typed(part)}
    return found


def _typed(part: str) -> Iterator[FieldInfo]:
    """The fields that one cell can hold."""
    for field in fields(KINDS[PARTS[part]]):
        is_simple = field.part is None or field.name in _IN_A_CELL
        if is_simple and not field.about.refers_to and not field.about.computed:
            yield field


_IN_A_CELL = {"places", "permitted_places", "conditions", "auditors"}
"""Lists of parts whose main text a cell can hold, one a line."""


@cache
def field_of(target: str) -> FieldInfo:
    """The declared field that a target names. Raises KeyError for one that is no field of a record."""
    _tier, part, name = parsed(target)
    return {field.name: field for field in fields(KINDS[PARTS[part]])}[name]


def label(target: str) -> str:
    """What a target is called in the language of the running context, such as “契約 › 件名”."""
    tier, part, name = parsed(target)
    said = _(known_targets()[f"{part}.{name}"])
    if part == "row":
        return said
    of = _(_ROLES[part]) if part in _ROLES else _(KINDS[PARTS[part]].label)
    return " › ".join([_("Tier {tier}", tier=tier), of, said] if tier else [of, said])


def choices() -> list[str]:
    """The targets to choose from, in the order of the records."""
    plain = list(known_targets())
    tiered = [
        f"tier{tier}.{target}"
        for tier in (2, 3, 4)
        for target in plain
        if parsed(target).part in {"subcontract", "org", "decision", "request", "confirmation", "audit"}
    ]
    return plain + tiered
