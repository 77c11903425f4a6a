"""The command that takes a ledger over from a spreadsheet, and takes an import back. Exit codes: see kantoku/cli.py."""

# ruff: noqa: PLC0415  what takes long to import waits until a command needs it, so that --help answers at once

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kantoku import console
from kantoku.console import InLanguage, LedgerPath
from kantoku.errors import KantokuError
from kantoku.wording import N_, _

if TYPE_CHECKING:
    from kantoku.imports.proposal import Proposal
    from kantoku.imports.run import Revealed
    from kantoku.ledger import Ledger

HELP = N_(
    "Takes a ledger over from a workbook or CSV: contracts, subcontracts, permissions, confirmations, audits. One "
    "import is one act, which can be withdrawn."
)


def import_(
    file: Annotated[Path | None, typer.Argument(help=N_("A workbook (.xlsx) or CSV (UTF-8 or Shift_JIS)."))] = None,
    *,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=N_("Record nothing; say what would be recorded, and what it would reveal.")),
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            help=N_("What each column means, as JSON: read if the file is there, else written, to be corrected."),
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=N_("To be read by a program."))] = False,
    problems: Annotated[
        Path | None,
        typer.Option("--problems", help=N_("Write the rows that stay out to this workbook, the reason beside each.")),
    ] = None,
    withdraw: Annotated[
        str, typer.Option("--withdraw", help=N_("Take the import of this batch back, instead of making one."))
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help=N_("Why it is taken back."))] = "",
    ledger: LedgerPath = None,
    language: InLanguage = None,
) -> None:
    if withdraw:
        _withdraw(withdraw, reason, ledger, language, as_json=as_json)
        return
    if file is None:
        raise KantokuError(
            N_("No file was named"), N_("Name the workbook or CSV to be imported, or a batch with --withdraw.")
        )
    from kantoku.imports import columns, problem_book, proposal, run, sheets

    path = console.place(ledger, language)
    source = sheets.read_file(file, _told)
    found = proposal.tables(source)
    with _opened(path, dry_run=dry_run) as opened:
        kept = columns.load(mapping) if mapping and mapping.exists() else {}
        mapped = list(zip(found, proposal.suggested(found, run.remembered(opened) | kept), strict=True))
        if mapping and not mapping.exists():
            columns.save(mapping, mapped)
        proposed = proposal.propose(opened, source, mapped, _told)
        if problems and (proposed.problems or proposed.waiting):
            problems.write_bytes(problem_book.written(proposed))
        batch, reveals = _done(opened, proposed, dry_run=dry_run)
    if as_json:
        _put(
            json.dumps(
                proposal.as_json(proposed, batch, [each.as_json() for each in reveals]), ensure_ascii=False, indent=2
            )
        )
    else:
        _put("\n".join(_lines(proposed, batch, reveals, dry_run=dry_run)))


def _done(ledger: "Ledger", proposed: "Proposal", *, dry_run: bool) -> "tuple[str | None, list[Revealed]]":
    from kantoku.imports import run

    if proposed.is_empty:
        return None, []
    if dry_run:
        return None, run.rehearse(ledger, proposed, actor=console.actor(), progress=_told)
    batch = run.record(ledger, proposed, actor=console.actor(), progress=_told)
    return batch, run.revealed_by(ledger, batch)


@contextmanager
def _opened(path: Path, *, dry_run: bool) -> "Iterator[Ledger]":
    """The ledger, a new one where there is none: for a dry run, one that is gone afterwards."""
    from kantoku import opening
    from kantoku.ledger import Ledger

    with tempfile.TemporaryDirectory() as elsewhere:
        is_to_leave = dry_run and not opening.exists(path)
        found = Ledger.open(Path(elsewhere) / "kantoku.duckdb" if is_to_leave else path, actor=console.actor())
        try:
            yield found
        finally:
            found.close()


def _withdraw(
    batch: str, reason: str, ledger: Path | None, language: console.Language | None, *, as_json: bool
) -> None:
    from kantoku.imports import run

    with console.opened(ledger, language) as opened:
        records = run.withdraw(opened, batch, actor=console.actor(), reason=reason or _("The import is taken back"))
    if as_json:
        _put(json.dumps({"withdrawn": batch, "records": records}))
    else:
        _put(_("The import {batch} was withdrawn: {records} records.", batch=batch, records=f"{records:,}"))


def _lines(proposed: "Proposal", batch: str | None, reveals: "list[Revealed]", *, dry_run: bool) -> Iterator[str]:
    from kantoku import rules
    from kantoku.records import KINDS

    known = rules.load()
    for heading, counts in (
        (_("New"), proposed.new),
        (_("Changed"), proposed.changed),
        (_("The same as on file"), proposed.same),
    ):
        if counts:
            told = "  ".join(f"{_(KINDS[kind].label_plural)} {count:,}" for kind, count in counts.items())
            yield f"{heading}: {told}"
    for problem in proposed.problems:
        yield _(
            "{sheet}, row {row}, {column}: {problem}",
            sheet=problem.sheet,
            row=problem.row,
            column=problem.column,
            problem=problem.problem,
        )
    for waiting in proposed.waiting:
        yield _(
            "{sheet}, row {row}: waits until {other}, row {other_row} is corrected.",
            sheet=waiting.sheet,
            row=waiting.row,
            other=waiting.for_sheet,
            other_row=waiting.for_row,
        )
    for rule, count in sorted(Counter(each.rule for each in reveals).items()):
        yield _("Reveals {rule} {title}: {count}", rule=rule, title=known[rule].title, count=f"{count:,}")
    if proposed.is_empty:
        yield _("Nothing was recorded: there is nothing new.")
    elif dry_run:
        yield _("Nothing was recorded: this was a dry run.")
    else:
        yield _("Recorded as batch {batch}; --withdraw {batch} takes it back.", batch=batch)


def _put(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _told(what: str, done: float) -> None:
    """Progress, for a person alone: not into a file or another program."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{done:4.0%}  {what}\n")
