"""Writing a pack: report, register and tables, the journal that proves them, and a manifest of every file.

The same ledger, clocks, scope, language and version give the same bytes, whoever makes it and whenever. So nothing in
it says who made it: that stands in the journal.
"""

import contextvars
import datetime
import hashlib
import json
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kantoku import __version__, queries, rules, wording
from kantoku.errors import KantokuError
from kantoku.exports import completeness, dictionary
from kantoku.exports.files import written_whole
from kantoku.exports.register import ExportFacts, facts_of, written
from kantoku.exports.register_sheets import frame_of, sheets
from kantoku.exports.scope import ALL, Scope
from kantoku.exports.table import csv_bytes
from kantoku.ledger import Ledger
from kantoku.packs import documents, journal_part, tables
from kantoku.packs.archive import Archive
from kantoku.packs.check import FORMAT, MANIFEST, SUMS, sums
from kantoku.packs.parts import NAMES, USUAL, Part
from kantoku.printing import status_report, typeset
from kantoku.wording import N_, _

COMPLETENESS = "completeness.csv"
Progress = Callable[[float, str], None]
"""Told how far the pack has come, from 0 to 1, and with what it is at, in words."""


class NothingOnFile(KantokuError):
    """The ledger was begun later."""

    def __init__(self) -> None:
        super().__init__(
            N_("Nothing was on file"),
            N_("At the moment “as known at” nothing was on file yet. Give a later one."),
        )


@dataclass(frozen=True)
class PackFacts:
    """What was packed. register: facts of the export. sha256: of the archive. files: name → SHA-256."""

    register: ExportFacts
    sha256: str
    files: dict[str, str]
    parts: frozenset[Part]

    def note(self, file_name: str) -> dict[str, Any]:
        """What the journal keeps of it, in an entry `export.made`.

        files: SHA-256 → name, so that a file taken out of the pack is known again. An attached one is known anyway.
        """
        return {
            **self.register.note(file_name),
            "report": "pack",
            "parts": sorted(self.parts),
            "sha256": self.sha256,
            "files": {
                digest: name for name, digest in self.files.items() if not name.startswith(f"{documents.FOLDER}/")
            },
        }


def write_pack(
    ledger: Ledger,
    out: Path,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    scope: Scope = ALL,
    parts: Collection[Part] = USUAL,
    language: str | None = None,
    progress: Progress = lambda _done, _at: None,
) -> PackFacts:
    """Writes the pack, which is then there as a whole or not at all.

    known_at: naive UTC, now if not given. language: that of the running context if not given. The caller notes the
    export in the journal. Raises NothingInScope, StillToCome, NothingOnFile, NotWritable.
    """
    moment = known_at or ledger.clock()
    facts = facts_of(ledger, as_of=as_of, known_at=moment, actor="", scope=scope, language=language)
    if not facts.at_seq:
        raise NothingOnFile
    running = contextvars.copy_context()
    running.run(wording.use, facts.language)
    return running.run(_written, ledger, out, facts, frozenset(parts), progress)


def _written(ledger: Ledger, out: Path, facts: ExportFacts, parts: frozenset[Part], progress: Progress) -> PackFacts:
    with written_whole(out) as file, tempfile.TemporaryDirectory(dir=out.parent) as folder:
        made = _Pack(ledger, Path(folder), facts, parts)
        for done, at in made.steps():
            progress(done, at)
        archive = Archive(file)
        for name in made.names():
            archive.add(name, Path(folder) / name)
        _sealed(archive, made.facts, parts)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    progress(1.0, "")
    return PackFacts(made.facts, digest, archive.digests, parts)


@dataclass
class _Pack:
    """The parts of one pack, written as files into a folder."""

    ledger: Ledger
    folder: Path
    facts: ExportFacts
    parts: frozenset[Part]

    def steps(self) -> Iterator[tuple[float, str]]:
        """Makes them one after the other; before each, how far it has come and what comes now."""
        makers = {
            Part.REPORT: self._report,
            Part.REGISTER: self._register,
            Part.TABLES: self._tables,
            Part.DOCUMENTS: self._documents,
        }
        chosen = [part for part in Part if part in self.parts]
        for nth, part in enumerate(chosen):
            for at in makers[part]():
                yield nth / (len(chosen) + 1), f"{_(NAMES[part])}{'：' if at else ''}{at}"
        yield len(chosen) / (len(chosen) + 1), _("Journal and completeness")
        self._proof()

    def names(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def _report(self) -> Iterator[str]:
        yield ""
        yield from typeset.side_by_side(status_report.volumes(self.ledger, self.facts), self.folder)

    def _register(self) -> Iterator[str]:
        yield ""
        self.facts = written(self.ledger, self.folder / "register.xlsx", self.facts)

    def _tables(self) -> Iterator[str]:
        facts = self.facts
        rows: dict[str, int] = {}
        shown = sheets()
        for sheet in shown:
            yield _(sheet.title)
            frame = frame_of(self.ledger, sheet, as_of=facts.as_of, at_seq=facts.at_seq, contracts=facts.contracts)
            tables.write(self.folder / "tables", sheet.key, frame, sheet.columns)
            rows[sheet.key] = len(frame)
        tables.write(self.folder / "tables", dictionary.KEY, dictionary.frame(shown), dictionary.COLUMNS)
        self.facts = replace(facts, rows=rows)

    def _documents(self) -> Iterator[str]:
        yield ""
        with self.ledger.cursor() as cursor:
            documents.write(cursor, self.folder, at_seq=self.facts.at_seq, contracts=self.facts.contracts)

    def _proof(self) -> None:
        facts = self.facts
        lacking = completeness.frame(self.ledger, as_of=facts.as_of, at_seq=facts.at_seq, contracts=facts.contracts)
        (self.folder / COMPLETENESS).write_bytes(csv_bytes(lacking, completeness.COLUMNS))
        with self.ledger.cursor() as cursor:
            journal_part.write(cursor, self.folder, at_seq=facts.at_seq, contracts=facts.contracts)
        (self.folder / journal_part.VERIFY).write_text(queries.load("packs/verify").text, encoding="utf-8")
        (self.folder / "README.txt").write_text(_(_README, head=facts.anchor), encoding="utf-8")


def _sealed(archive: Archive, register: ExportFacts, parts: frozenset[Part]) -> None:
    """Adds what vouches for the rest, and closes the archive."""
    listed = dict(archive.digests)
    seq, digest = register.anchor.split(":")
    manifest = {
        "format": FORMAT,
        "program": f"Kantoku {__version__}",
        "office": register.office,
        "as_of": register.as_of.isoformat(),
        "known_at": f"{register.known_at.isoformat(timespec='microseconds')}Z",
        "scope": register.scope.given() or "all",
        "parts": sorted(parts),
        "language": register.language,
        "journal_head": {"seq": int(seq), "hash": digest},
        "rules": dict(_rules()),
        "rows": register.rows,
        "files": listed,
    }
    archive.add(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2).encode())
    archive.add(SUMS, sums({MANIFEST: archive.digests[MANIFEST], **listed}).encode())
    archive.close()


def _rules() -> Iterator[tuple[str, str]]:
    """Which wording of each rule was applied, by the SHA-256 of its file."""
    for rule in rules.load().values():
        yield rule.id, hashlib.sha256(rule.query.text.encode()).hexdigest()


_README = N_(
    "What is in this pack\n"
    "\n"
    "report.pdf         the report (further volumes report-002.pdf …), if it was chosen\n"
    "register.xlsx      the register, with its column dictionary, if it was chosen\n"
    "tables/            the same as CSV and Parquet, if they were chosen\n"
    "documents/         the attached files, listed in documents.csv, if they were chosen\n"
    "completeness.csv   what the records still lack\n"
    "journal/           the chain of the whole journal, and what its entries in the scope say\n"
    "verify.sql         checks that chain\n"
    "manifest.json      the two clocks, the scope, the head of the journal, and the SHA-256 of every file\n"
    "SHA256SUMS         the same sums, for sha256sum\n"
    "\n"
    "How to check it without the program\n"
    "\n"
    "1. Have the office tell you the SHA-256 that its journal notes for this pack, and compare it with that of the\n"
    "   .zip as you received it: sha256sum PACK.zip (on Windows: certutil -hashfile PACK.zip SHA256).\n"
    "   This alone shows that nobody altered the pack together with its own lists.\n"
    "2. Unpack it, and in its folder run: sha256sum -c SHA256SUMS\n"
    "   Every file must be reported as OK: then they fit the lists inside. What is not listed was put in.\n"
    "3. In the same folder, in a DuckDB shell, run: .read verify.sql\n"
    "   It prints the first entry that was altered, removed, reordered or put in, and nothing if the chain is whole.\n"
    "4. Run: from 'journal/chain.parquet' order by seq desc limit 1;\n"
    "   It must show the head of the journal that the office wrote down elsewhere: {head}\n"
    "\n"
    "With the program: python -m kantoku verify PACK.zip --ledger FILE does all of this.\n"
    "To make it once more: export it with the same clocks, scope, parts and language, as manifest.json tells them.\n"
)
