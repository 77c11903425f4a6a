"""The oversight register as one workbook: from the contracts and their chains to the disposal of data, and rule hits.

It shows the oversight as of a day, as known at a moment, and says by which head of the journal it can be checked.
"""

import contextvars
import datetime
import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from kantoku import __version__, rules, wording
from kantoku.dates import show_both, show_moment
from kantoku.errors import KantokuError
from kantoku.exports import dictionary
from kantoku.exports.columns import columns_of, in_office, separator
from kantoku.exports.files import written_whole
from kantoku.exports.register_sheet import RegisterSheet
from kantoku.exports.register_sheets import frame_of, sheets
from kantoku.exports.scope import ALL, Scope
from kantoku.exports.workbook import Book, Facts
from kantoku.ledger import Ledger
from kantoku.records.office import Separation
from kantoku.wording import N_, _


class StillToCome(KantokuError):
    """What will be known at a moment in the future nobody knows, so no export could be had again."""

    def __init__(self) -> None:
        super().__init__(
            N_("Known at a moment to come"),
            N_("“As known at” lies in the future. Leave it empty for now, or give a moment that has passed."),
        )


@dataclass(frozen=True)
class ExportFacts:
    """What was exported.

    known_at, made_at: naive UTC. anchor: SEQ:HASH of the last entry that counts, to be held against the journal later.
    rows: those of each sheet, by its key. sha256: of the file.
    """

    office: str
    as_of: datetime.date
    known_at: datetime.datetime
    at_seq: int
    anchor: str
    made_at: datetime.datetime
    actor: str
    language: str
    rows: dict[str, int]
    sha256: str = ""
    contracts: tuple[str, ...] | None = None
    scope: Scope = ALL
    is_separation_relaxed: bool = False

    @property
    def known_at_told(self) -> str:
        """The moment as people read it, and as the command line takes it to give the same again."""
        exact = in_office(self.known_at).isoformat(timespec="microseconds")
        return f"{show_moment(self.known_at, self.language)} ({exact})"

    @property
    def relaxed_told(self) -> Facts:
        """What the office's policy does not ask, so that nobody takes the absence of hits for compliance (R14)."""
        if not self.is_separation_relaxed:
            return []
        said = _(N_("By the office's policy R14 is not applied: one person may draft, confirm and decide."))
        return [(_(N_("Separation relaxed")), said)]

    def note(self, file_name: str) -> dict[str, Any]:
        """What the journal keeps of it, in an entry `export.made`."""
        return {
            "report": "register",
            "scope": self.scope.given() or "all",
            "as_of": self.as_of.isoformat(),
            "known_at": f"{self.known_at.isoformat(timespec='microseconds')}Z",
            "at_seq": self.at_seq,
            "anchor": self.anchor,
            "language": self.language,
            "file": file_name,
            "rows": self.rows,
            "sha256": self.sha256,
        }


def facts_of(
    ledger: Ledger,
    *,
    as_of: datetime.date,
    actor: str,
    language: str | None = None,
    known_at: datetime.datetime | None = None,
    at_seq: int | None = None,
    scope: Scope = ALL,
) -> ExportFacts:
    """What is to be exported, before it is written; see write_register.

    Raises NothingInScope and StillToCome.
    """
    made_at = ledger.clock()
    if known_at is not None and known_at > made_at:
        if in_office(known_at).date() > in_office(made_at).date():
            raise StillToCome
        known_at = made_at  # a day that is not over yet
    seq = ledger.seq_at(known_at) if at_seq is None else at_seq
    anchor = ledger.read("export_anchor", as_of=as_of, at_seq=seq).iloc[0]
    return ExportFacts(
        office="" if pd.isna(anchor["office"]) else anchor["office"],
        as_of=as_of,
        known_at=known_at or made_at,
        at_seq=seq,
        anchor=f"{anchor['seq']}:{anchor['hash']}",
        made_at=made_at,
        actor=actor,
        language=language or wording.language(),
        rows={},
        contracts=scope.contracts(ledger, as_of=as_of, at_seq=seq),
        scope=scope,
        is_separation_relaxed=anchor["separation"] == Separation.RELAXED,
    )


def write_register(ledger: Ledger, out: Path | BinaryIO, **asked: Any) -> ExportFacts:
    """Writes the register as a workbook.

    out: a file, which is then there as a whole or not at all, or a stream that can be read back, such as BytesIO.
    asked: what facts_of is asked. language: that of the running context if not given. known_at: naive UTC, now if not
    given. at_seq: the last entry that counts, if the caller has resolved known_at already. actor: '' leaves out who
    made it and when, so that the same clocks give the same bytes. The caller notes the export in the journal once it
    succeeded. Raises NotWritable, NothingInScope.
    """
    return written(ledger, out, facts_of(ledger, **asked))


def written(
    ledger: Ledger, out: Path | BinaryIO, facts: ExportFacts, progress: Callable[[str], None] = lambda _title: None
) -> ExportFacts:
    """Writes the register of these facts; returns them with rows and sha256. progress: told each sheet's title."""
    running = contextvars.copy_context()
    running.run(wording.use, facts.language)
    if isinstance(out, Path):
        with written_whole(out) as file:
            return running.run(_write, ledger, file, facts, progress)
    return running.run(_write, ledger, out, facts, progress)


def _write(ledger: Ledger, out: BinaryIO, facts: ExportFacts, progress: Callable[[str], None]) -> ExportFacts:
    book = Book(out, _properties(facts))
    write_facts = book.add_cover(_(N_("About this output")))
    rows: dict[str, int] = {}
    shown = sheets()
    for sheet, frame in _frames(ledger, shown, facts):
        progress(_(sheet.title))
        book.add_table(_(sheet.title), frame, columns_of(frame, sheet.columns), frozen=sheet.frozen)
        rows[sheet.key] = len(frame)
    meanings = dictionary.frame(shown)
    book.add_table(_(dictionary.TITLE), meanings, columns_of(meanings, dictionary.COLUMNS), frozen=2)
    counted = replace(facts, rows=rows)
    write_facts(_cover(counted))
    book.close()
    out.seek(0)
    return replace(counted, sha256=hashlib.file_digest(out, "sha256").hexdigest())  # type: ignore[arg-type]


def _frames(
    ledger: Ledger, shown: Sequence[RegisterSheet], facts: ExportFacts
) -> Iterator[tuple[RegisterSheet, pd.DataFrame]]:
    """The rows of each sheet; those of the next are read while this one is written, so two are in memory at most."""
    read = partial(frame_of, ledger, as_of=facts.as_of, at_seq=facts.at_seq, contracts=facts.contracts)
    with ThreadPoolExecutor(1) as pool:
        coming = deque[tuple[RegisterSheet, Future[pd.DataFrame]]]()
        for sheet in shown:
            coming.append((sheet, pool.submit(contextvars.copy_context().run, read, sheet)))
            if len(coming) > 1:
                earlier, frame = coming.popleft()
                yield earlier, frame.result()
        for sheet, frame in coming:
            yield sheet, frame.result()


def _properties(facts: ExportFacts) -> dict[str, Any]:
    return {
        "title": _(N_("Register of the oversight of outsourced work")),
        "author": facts.actor,
        "company": facts.office,
        "comments": facts.anchor,
        "created": in_office(facts.made_at if facts.actor else facts.known_at),
    }


def _cover(facts: ExportFacts) -> Facts:
    """What the reader needs to know of the workbook, and to check it."""
    titles = {sheet.key: _(sheet.title) for sheet in sheets()}
    return [
        (_(N_("What this is")), _(N_("Register of the oversight of outsourced work"))),
        (_("Office"), facts.office or _(N_("(not named in the settings yet)"))),
        (_(N_("As of")), show_both(facts.as_of, facts.language)),
        (_(N_("As known at")), facts.known_at_told),
        (_(N_("What was selected")), facts.scope.told()),
        (_(N_("Rows on each sheet")), "\n".join(f"{titles[key]}: {count:,}" for key, count in facts.rows.items())),
        (_(N_("Rules applied")), separator().join(rules.load())),
        *facts.relaxed_told,
        *_made(facts),
        (_(N_("Program version")), f"Kantoku {__version__}"),
        (_(N_("Head of the journal")), facts.anchor),
        (_(N_("How to check it")), _(_HOW_TO_CHECK, command=_check(facts.anchor))),
        (_(N_("How to read it")), _(_HOW_TO_READ)),
    ]


def _made(facts: ExportFacts) -> Facts:
    if not facts.actor:
        return []
    return [(_(N_("Made at")), show_moment(facts.made_at, facts.language)), (_(N_("Made by")), facts.actor)]


def _check(anchor: str) -> str:
    """The command that checks it. Where the ledger lies is the office's own matter and leaves with no export."""
    return f".venv/bin/python -m kantoku verify --anchor {anchor} --ledger {_(N_('FILE-OF-THE-LEDGER'))}"


_HOW_TO_CHECK = N_(
    "Run this where the ledger lies:\n{command}\nIt finds whether anything that this output rests on was altered or "
    "removed since. The same two clocks give the same rows again."
)
_HOW_TO_READ = N_(
    "States, dates due and rule hits are those of the day “as of”, from what was on file at the moment “as known at”. "
    "What is dated is listed if its day is that day or earlier, or not known yet."
)
