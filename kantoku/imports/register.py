"""The sheets of the register that this program writes: they are known by their headings, in either language.

What the register works out (states, standing, rule hits, counts) is left out; what it holds of a record is taken in.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kantoku import wording
from kantoku.exports import dictionary
from kantoku.exports.register_sheet import RegisterSheet
from kantoku.exports.register_sheets import sheets
from kantoku.imports.aliases import header_key
from kantoku.imports.targets import IGNORED, known_targets


class RegisterTable(NamedTuple):
    """holds: a value of columns.Holds. targets: in the order of the table's columns."""

    holds: str
    targets: tuple[str, ...]


_PLACE = {"contract_number": "contract.number", "organisation": "org.name", "tier": "row.tier"}
_OWN: Mapping[str, tuple[str, tuple[str, ...], Mapping[str, str]]] = {
    "contracts": (
        "contracts",
        ("contract",),
        {"organisation": "org.name", "corporate_number": "org.corporate_number", "contract_id": "row.id"},
    ),
    "chain": (
        "tiers",
        ("subcontract",),
        {
            **_PLACE,
            "corporate_number": "org.corporate_number",
            "parent_organisation": "parent.name",
            "engagement_id": "row.id",
        },
    ),
    "permissions": (
        "about",
        ("request", "decision"),
        {
            **_PLACE,
            "condition_texts": "decision.conditions",
            "valid_until_on": "decision.valid_until_on",
            "request_id": "row.request_id",
            "decision_id": "row.decision_id",
            "confirmed_on": IGNORED,
        },
    ),
    "confirmations": (
        "about",
        ("confirmation",),
        {**_PLACE, "valid_until_on": IGNORED, "covered_with": "row.covered_with", "confirmation_id": "row.id"},
    ),
    "audits": ("about", ("audit",), {**_PLACE, "findings": "audit.finding_count", "audit_id": "row.id"}),
}
"""Sheet → what it holds, the parts whose fields its columns are, and what its other columns mean."""


def of_register(names: Sequence[str]) -> RegisterTable | None:
    """What the columns of a sheet of the register mean; None for any other table."""
    return _known().get(tuple(map(header_key, names)))


def is_heading(row: Sequence[object]) -> bool:
    """Is it the row of headings of such a sheet?"""
    names = tuple(header_key(cell) for cell in row if isinstance(cell, str) and cell)
    return names in _known()


@cache
def _known() -> dict[tuple[str, ...], RegisterTable]:
    found = {}
    for language in wording.LANGUAGES:
        spoken = wording.catalogue(language)
        headings = (spoken.get(column.heading, column.heading) for column in dictionary.COLUMNS.values())
        found[tuple(map(header_key, headings))] = RegisterTable("nothing", (IGNORED,) * len(dictionary.COLUMNS))
    for sheet in sheets():
        for language in wording.LANGUAGES:
            spoken = wording.catalogue(language)
            headings = (spoken.get(column.heading, column.heading) for column in sheet.columns.values())
            found[tuple(map(header_key, headings))] = _table(sheet)
    return found


def _table(sheet: RegisterSheet) -> RegisterTable:
    if sheet.key not in _OWN:
        return RegisterTable("nothing", (IGNORED,) * len(sheet.columns))
    holds, parts, others = _OWN[sheet.key]
    return RegisterTable(holds, tuple(others.get(name) or _field(parts, name) for name in sheet.columns))


def _field(parts: Sequence[str], name: str) -> str:
    return next((f"{part}.{name}" for part in parts if f"{part}.{name}" in known_targets()), IGNORED)
