"""The command line: the sample office, the two lists of the oversight, the register, imports, the care of the ledger.

Exit codes: 0 all well; 1 verify found something; 2 the command cannot be carried out as given, and one line on standard
error says why; 3 a fault of the program, with a reference that the log explains.
"""

# ruff: noqa: PLC0415  what takes long to import waits until a command needs it, so that --help answers at once

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kantoku import cli_export, cli_import, console, settings
from kantoku.console import AsOf, Clocks, Format, InFormat, InLanguage, KnownAt, LedgerPath
from kantoku.dates import office_today, utc_now
from kantoku.errors import KantokuError
from kantoku.wording import N_, _

app = typer.Typer(
    name="kantoku",
    help=N_("The ledger for overseeing outsourced work, from the command line."),
    epilog=N_(
        "Exit codes: 0 all well; 1 verify found something; 2 not done, and why is said; 3 a fault of the program."
    ),
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. arguments: those of the process if not given."""
    return console.run(app, sys.argv[1:] if arguments is None else arguments)


@app.command(help=N_("Writes the sample office into a new ledger of its own."))
def sample(
    ledger: Annotated[
        Path | None,
        typer.Option(
            "--ledger", help=N_("The new ledger. If not given: the one that the screens open as the sample office.")
        ),
    ] = None,
    language: InLanguage = None,
) -> None:
    from kantoku.sample import write_sample

    path = console.place(ledger or settings.sample_path(os.environ), language)
    write_sample(path, today=office_today(utc_now()), actor=console.actor())
    print(_("The sample office is in {path}.", path=path))


@app.command(help=N_("Writes a large invented ledger, to measure with or to try things out at size."))
def synthesize(
    engagements: Annotated[
        int, typer.Option("--engagements", min=1, help=N_("About how many, of all tiers together."))
    ],
    seed: Annotated[int, typer.Option("--seed", help=N_("The same number makes the same ledger."))] = 1,
    ledger: LedgerPath = None,
    language: InLanguage = None,
) -> None:
    from kantoku import opening, synthesis

    path = console.place(ledger, language)
    opening.check_place(path)
    if path.exists():
        raise KantokuError(
            N_("There is a ledger already"),
            N_("{path} was left as it is, because invented entries go into a new file only; name one with --ledger."),
            path=path,
        )
    entries = synthesis.write(path, engagements, today=office_today(utc_now()), actor=console.actor(), seed=seed)
    print(_("{entries} entries are in {path}.", entries=f"{entries:,}", path=path))


@app.command(help=N_("Lists every engagement with its oversight status."))
def status(
    as_of: AsOf = "",
    known_at: KnownAt = "",
    contract: Annotated[str, typer.Option("--contract", help=N_("Only the contract of this number."))] = "",
    form: InFormat = Format.TABLE,
    ledger: LedgerPath = None,
    language: InLanguage = None,
) -> None:
    from kantoku.exports import lists, terminal

    with console.opened(ledger, language) as opened:
        clocks = Clocks.at(opened, as_of, known_at)
        frame = opened.read("status", as_of=clocks.as_of, at_seq=clocks.at_seq, contract=contract or None)
    terminal.put(frame, lists.STATUS_LISTING, form.value, caption=clocks.caption(len(frame)))


@app.command(help=N_("Lists what the rules find, worst and oldest first."))
def attention(
    as_of: AsOf = "",
    known_at: KnownAt = "",
    rule: Annotated[str, typer.Option("--rule", help=N_("Only hits of this rule, such as R05."))] = "",
    form: InFormat = Format.TABLE,
    ledger: LedgerPath = None,
    language: InLanguage = None,
) -> None:
    from kantoku.exports import lists, terminal

    with console.opened(ledger, language) as opened:
        clocks, wanted = Clocks.at(opened, as_of, known_at), _rule(rule)
        frame = opened.read("attention", as_of=clocks.as_of, at_seq=clocks.at_seq, rule=wanted, contract=None)
    terminal.put(lists.with_words(frame), lists.HITS_LISTING, form.value, caption=clocks.caption(len(frame)))


app.command(help=cli_export.EXPORT)(cli_export.export)
app.command(help=cli_export.VERIFY)(cli_export.verify)
app.command("import", help=cli_import.HELP)(cli_import.import_)


@app.command(help=N_("Derives the tables anew from the journal, which stays as it is."))
def rebuild(ledger: LedgerPath = None, language: InLanguage = None) -> None:
    with console.opened(ledger, language) as opened:
        opened.rebuild()
        entries = opened.head().seq
    print(_("The tables were derived anew from {entries} entries.", entries=f"{entries:,}"))


def _rule(named: str) -> str | None:
    from kantoku import rules

    known = rules.load()
    if named and named.upper() not in known:
        raise KantokuError(
            N_("There is no such rule"), N_("{rule} is none of these: {known}."), rule=named, known=", ".join(known)
        )
    return named.upper() or None
