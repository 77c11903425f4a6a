"""What the commands have in common: how they are asked, which ledger they open, and what they say when they fail."""

import io
import logging
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kantoku import settings, wording
from kantoku.dates import parse_date, parse_moment, show_date, show_moment
from kantoku.errors import KantokuError
from kantoku.people import current_user
from kantoku.wording import N_, _

if TYPE_CHECKING:
    import datetime

    from kantoku.ledger import Ledger

REFUSED, FAULT = 2, 3

log = logging.getLogger("kantoku")


class Language(StrEnum):
    JA = "ja"
    EN = "en"


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


LedgerPath = Annotated[
    Path | None,
    typer.Option(
        "--ledger", help=N_("The ledger. If not given: KANTOKU_LEDGER, else data/kantoku.duckdb beside the program.")
    ),
]
InLanguage = Annotated[
    Language | None,
    typer.Option("--language", help=N_("The language of what is written. If not given: KANTOKU_LANGUAGE, else ja.")),
]
AsOf = Annotated[
    str, typer.Option("--as-of", help=N_("The day to judge by, such as R8.4.1 or 2026-04-01. If not given: today."))
]
KnownAt = Annotated[
    str,
    typer.Option(
        "--known-at",
        help=N_("Only what was on file then: 2026-06-30T17:00 (office time) or R8.6.30. If not given: now."),
    ),
]
InFormat = Annotated[Format, typer.Option("--format", help=N_("To be read, for a spreadsheet, or for a program."))]


@dataclass(frozen=True)
class Clocks:
    """The two clocks. known_at: naive UTC, None for now. at_seq: the last entry that counts."""

    as_of: "datetime.date"
    known_at: "datetime.datetime | None"
    at_seq: int

    @classmethod
    def at(cls, ledger: "Ledger", as_of: str, known_at: str) -> "Clocks":
        """The clocks as typed, '' for not given. Raises UnreadableDate."""
        moment = parse_moment(known_at) if known_at else None
        return cls(parse_date(as_of) if as_of else ledger.today(), moment, ledger.seq_at(moment))

    def caption(self, rows: int) -> str:
        """One line over a list."""
        shown = [_("as of {day}", day=show_date(self.as_of, wording.language()))]
        if self.known_at:
            shown.append(_("as known at {moment}", moment=show_moment(self.known_at, wording.language())))
        return "  ".join([*shown, _("{rows} rows", rows=f"{rows:,}")])


def place(ledger: Path | None, language: Language | None) -> Path:
    """The ledger that is meant; from here on everything is in the language that is meant."""
    if language:
        wording.use(language.value)
    return ledger or settings.ledger_path(os.environ)


@contextmanager
def opened(ledger: Path | None, language: Language | None) -> "Iterator[Ledger]":
    """A ledger that exists, because what only looks must not leave an empty one behind."""
    # What takes half a second to import, which --help need not wait for.
    from kantoku import opening  # noqa: PLC0415
    from kantoku.ledger import Ledger  # noqa: PLC0415

    path = place(ledger, language)
    if not opening.exists(path):
        raise KantokuError(
            N_("There is no such ledger"),
            N_("{path} is not there; name another with --ledger, or begin on the screens."),
            path=path,
        )
    found = Ledger.open(path, actor=actor())
    try:
        yield found
    finally:
        found.close()


def actor() -> str:
    return current_user(os.environ).name


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit code; what goes wrong is told in one line on standard error."""
    wording.use(_option(arguments, "--language") or os.environ.get("KANTOKU_LANGUAGE", wording.DEFAULT))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of another code page must not stop a report
    try:
        code = _in_words(app).main(arguments or ["--help"], prog_name="python -m kantoku", standalone_mode=False)
    except KantokuError as refused:
        return _say(str(refused), REFUSED)
    except typer.TyperException as misused:
        return _say(_("The command is not written as it should be: {what}", what=misused.format_message()), REFUSED)
    except Exception as fault:  # noqa: BLE001  whatever it is, the person is told where to find it
        return _say(_logged(fault, _option(arguments, "--ledger")), FAULT)
    return int(code or 0)


def _option(arguments: Sequence[str], name: str) -> str:
    """An option's value as typed, before the command line is taken apart."""
    for position, argument in enumerate(arguments):
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{name}="):
            return argument.removeprefix(f"{name}=")
    return ""


def _in_words(app: typer.Typer) -> Any:
    """The command with its help in the language of the running context."""
    command: Any = typer.main.get_command(app)
    for part in (command, *command.commands.values()):
        for told in (part, *part.params):
            for name in ("help", "epilog"):
                if said := getattr(told, name, None):
                    setattr(told, name, _(said))
    return command


def _say(line: str, code: int) -> int:
    sys.stderr.write(" ".join(line.split()) + "\n")
    return code


def _logged(fault: Exception, ledger: str) -> str:
    """Logs the fault beside the ledger, and says where."""
    reference = secrets.token_hex(4)
    path = f"{ledger or settings.ledger_path(os.environ)}.log"
    try:
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        path, handler = "-", logging.StreamHandler()
    log.addHandler(handler)
    log.error("command failed, reference %s", reference, exc_info=fault)
    log.removeHandler(handler)
    handler.close()
    return _(
        "Something went wrong in the program; its log ({path}) explains it under {reference}.",
        path=path,
        reference=reference,
    )
