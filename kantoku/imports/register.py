"""The sheets of the register that this program writes: they are known by their headings, in either language."""

from typing import NamedTuple

from kantoku.imports.layout import Table


class RegisterTable(NamedTuple):
    """holds: a value of columns.Holds. targets: in the order of the table's columns."""

    holds: str
    targets: tuple[str, ...]


def of_register(_table: Table) -> RegisterTable | None:
    """What the columns of a sheet of the register mean; None for any other table."""
    return None
