"""Whether what a column holds can be what its name says: a person is asked about those that cannot."""

from kantoku.imports.cells import Unread, is_blank
from kantoku.imports.layout import Column, Table
from kantoku.imports.targets import IGNORED, KEPT
from kantoku.imports.values import reader

_LOOKED_AT = 2_000
_TRIED = 100
"""How many rows are looked at, and how many different values of them are tried."""


def misfit(table: Table, column: Column, target: str) -> Unread | None:
    """What is wrong with most of the values of a column, if that is what it means; None if they can be read."""
    if target in {IGNORED, KEPT}:
        return None
    cells = dict.fromkeys(row[column.position] for row in table.rows[:_LOOKED_AT] if not is_blank(row[column.position]))
    tried, read_one = list(cells)[:_TRIED], reader(target, column.label)
    faults = []
    for cell in tried:
        try:
            read_one(cell)
        except Unread as unread:
            faults.append(unread)
    # One or two are slips of the pen, which the preview shows row by row.
    return faults[0] if len(faults) > 2 and 2 * len(faults) > len(tried) else None
