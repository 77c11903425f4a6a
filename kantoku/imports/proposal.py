"""What a file would put on record: what is new, changed or the same, what stays out, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kantoku.changes import Change
from kantoku.imports import layout, reading
from kantoku.imports.assembly import Assembly
from kantoku.imports.cells import Unread
from kantoku.imports.columns import Holds, TableMapping
from kantoku.imports.drafts import Drafts
from kantoku.imports.guard import NotReadable
from kantoku.imports.layout import Table
from kantoku.imports.on_file import OnFile
from kantoku.imports.reading import Read
from kantoku.imports.sheets import Progress, Source, no_progress
from kantoku.imports.suggestion import suggest
from kantoku.ledger import Ledger
from kantoku.records import OFFICE_ID
from kantoku.wording import N_, _


@dataclass(frozen=True)
class Problem:
    """Why a row stays out. row: of the sheet, from 1; column: as its header names it."""

    sheet: str
    row: int
    column: str
    said: Unread

    @property
    def problem(self) -> str:
        """One sentence in the language of the running context: what was read, and what is expected."""
        return self.said.sentence

    @property
    def read(self) -> str:
        """What was read; '' where it must not be shown, or nothing was."""
        return self.said.read


@dataclass(frozen=True)
class Waiting:
    """A row that stays out because of another, which must be corrected first."""

    sheet: str
    row: int
    for_sheet: str
    for_row: int


@dataclass(frozen=True)
class Proposal:
    """What a file would put on record. new, changed, same: how many of each kind.

    read_rows: how many rows were records; cells: those of the rows that stay out, by sheet and row.
    """

    source: Source
    mapped: tuple[tuple[Table, TableMapping], ...]
    new: Counter[str]
    changed: Counter[str]
    same: Counter[str]
    problems: tuple[Problem, ...]
    waiting: tuple[Waiting, ...]
    read_rows: int
    cells: dict[tuple[str, int], list[Any]] = field(repr=False)
    drafts: Drafts = field(repr=False)

    def changes(self) -> list[Change]:
        """What is to be recorded, in order; nothing for what is on file already."""
        return self.drafts.changes(_("Import of {file}", file=self.source.name))

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.changed


def tables(source: Source) -> list[Table]:
    """The tables of a file. Raises NotReadable if there is none."""
    if not (found := layout.tables(source.sheets)):
        raise NotReadable(
            N_("No table was found in it: there is no row that names columns, such as 契約番号 and 件名.")
        )
    return found


def suggested(found: Sequence[Table], remembered: Mapping[str, TableMapping]) -> list[TableMapping]:
    """What their columns mean, as far as their names, or a mapping kept before, tell."""
    return [suggest(table, remembered) for table in found]


def propose(
    ledger: Ledger, source: Source, mapped: Sequence[tuple[Table, TableMapping]], progress: Progress = no_progress
) -> Proposal:
    """Compares what the tables say with what is on file. Nothing is recorded."""
    office, _revision = ledger.get("office", OFFICE_ID)
    exempt = tuple(office.model_dump()["identifier_patterns"])
    used = [(table, mapping) for table, mapping in mapped if mapping.holds is not Holds.NOTHING]
    reads = []
    for nth, (table, mapping) in enumerate(used):
        progress(_("Reading the values of “{sheet}”", sheet=table.sheet), nth / (len(used) + 1))
        reads.append(reading.read(table, mapping, exempt))
    progress(_("Comparing with what is on file"), len(used) / (len(used) + 1))
    assembly = Assembly(reads, OnFile(ledger), ledger.today())
    assembly.run()
    new, changed, same = assembly.drafts.counts()
    problems = [
        Problem(read.table.sheet, read.numbers[row], fault.column, fault.said)
        for read in reads
        for row in sorted(read.faults)
        for fault in read.faults[row]
    ]
    waiting = [
        Waiting(read.table.sheet, read.numbers[row], other.table.sheet, other.numbers[at])
        for (read, row), (other, at) in assembly.waiting.values()
        if row not in read.faults
    ]
    return Proposal(
        source,
        tuple(mapped),
        new,
        changed,
        same,
        tuple(problems),
        tuple(sorted(waiting, key=lambda each: (each.sheet, each.row))),
        sum(len(read.numbers) for read in reads),
        _cells_left_out(reads, assembly),
        assembly.drafts,
    )


def _cells_left_out(reads: Sequence[Read], assembly: Assembly) -> dict[tuple[str, int], list[Any]]:
    out = [(read, row) for read in reads for row in read.faults]
    out += [where for where, _other in assembly.waiting.values()]
    return {(read.table.sheet, read.numbers[row]): read.cells(row) for read, row in out}


def as_json(found: Proposal, batch: str | None, reveals: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What `python -m kantoku import --json` prints."""
    return {
        "batch": batch,
        "new": dict(found.new),
        "changed": dict(found.changed),
        "same": dict(found.same),
        "problems": [
            {"sheet": each.sheet, "row": each.row, "column": each.column, "problem": each.problem}
            for each in found.problems
        ],
        "reveals": list(reveals),
    }
