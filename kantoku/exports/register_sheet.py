"""One sheet of the oversight register: the report it shows, and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from kantoku.catalogue import clauses
from kantoku.exports.columns import Column
from kantoku.wording import language


@dataclass(frozen=True)
class RegisterSheet:
    """One table. key: its name in notes and tests. frozen: columns that stay in sight."""

    key: str
    title: str
    report: str
    columns: Mapping[str, Column]
    frozen: int = 1


def clause_texts() -> dict[str, str]:
    """What each of the ten clauses says, by its code."""
    return {clause.code: clause.text(language()) for clause in clauses()}
