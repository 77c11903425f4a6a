"""Writing a pack: the register as workbook and tables, the journal that proves it, and a manifest of every file.

The same ledger, clocks, scope, language and version give the same bytes, whoever makes it and whenever. So nothing in
it says who made it: that stands in the journal.
"""

import datetime
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kantoku import __version__, queries, rules, wording
from kantoku.exports.files import written_whole
from kantoku.exports.register import ExportFacts, write_register
from kantoku.exports.register_sheets import frame_of, sheets
from kantoku.exports.scope import ALL, Scope
from kantoku.ledger import Ledger
from kantoku.packs import journal_part, tables
from kantoku.packs.archive import Archive
from kantoku.packs.check import MANIFEST, SUMS
from kantoku.wording import N_, _

FORMAT = "kantoku-pack-1"
Progress = Callable[[float, str], None]
"""Told how far the pack has come, from 0 to 1, and with what it is at, in words."""


@dataclass(frozen=True)
class PackFacts:
    """What was packed. register: facts of the export. sha256: of the archive. files: name → SHA-256."""

    register: ExportFacts
    sha256: str
    files: dict[str, str]

    def note(self, file_name: str) -> dict[str, Any]:
        """What the journal keeps of it, in an entry `export.made`."""
        return {**self.register.note(file_name), "report": "pack", "sha256": self.sha256}


def write_pack(
    ledger: Ledger,
    out: Path,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    scope: Scope = ALL,
    language: str | None = None,
    progress: Progress = lambda _done, _at: None,
) -> PackFacts:
    """Writes the pack, which is then there as a whole or not at all.

    known_at: naive UTC, now if not given. language: that of the running context if not given. The caller notes the
    export in the journal. Raises NothingInScope, NotWritable.
    """
    moment = known_at or ledger.clock()
    spoken = language or wording.language()
    with written_whole(out) as file, tempfile.TemporaryDirectory(dir=out.parent) as folder:
        made = _Pack(ledger, Path(folder), as_of, moment, scope, spoken, progress)
        register = made.parts()
        archive = Archive(file)
        for name in made.names():
            archive.add(name, Path(folder) / name)
        _sealed(archive, register, spoken)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    progress(1.0, "")
    return PackFacts(register, digest, archive.digests)


@dataclass
class _Pack:
    """The parts of one pack, written as files into a folder."""

    ledger: Ledger
    folder: Path
    as_of: datetime.date
    known_at: datetime.datetime
    scope: Scope
    language: str
    progress: Progress

    def parts(self) -> ExportFacts:
        self.progress(0.0, _(N_("The register as a workbook")))
        register = self._register()
        self.progress(0.5, _(N_("The register as tables")))
        self._tables(register)
        self.progress(0.8, _(N_("The journal")))
        with self.ledger.cursor() as cursor:
            journal_part.write(cursor, self.folder, at_seq=register.at_seq, contracts=register.contracts)
        (self.folder / journal_part.VERIFY).write_text(queries.load("packs/verify").text, encoding="utf-8")
        (self.folder / "README.txt").write_text(_(_README, head=register.anchor), encoding="utf-8")
        return register

    def names(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def _register(self) -> ExportFacts:
        return write_register(
            self.ledger,
            self.folder / "register.xlsx",
            as_of=self.as_of,
            actor="",
            language=self.language,
            known_at=self.known_at,
            scope=self.scope,
        )

    def _tables(self, register: ExportFacts) -> None:
        shown = sheets()
        for sheet in shown:
            frame = frame_of(self.ledger, sheet, as_of=self.as_of, at_seq=register.at_seq, contracts=register.contracts)
            tables.write(self.folder / "tables", sheet.key, frame, sheet.columns)
        meaning = tables.meaning({sheet.key: sheet.columns for sheet in shown})
        tables.write(self.folder / "tables", "columns", meaning, tables.MEANING)


def _sealed(archive: Archive, register: ExportFacts, language: str) -> None:
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
        "language": language,
        "journal_head": {"seq": int(seq), "hash": digest},
        "rules": dict(_rules()),
        "rows": register.rows,
        "files": listed,
    }
    archive.add(SUMS, "".join(f"{found}  {name}\n" for name, found in listed.items()).encode())
    archive.add(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2).encode())
    archive.close()


def _rules() -> Iterator[tuple[str, str]]:
    """Which wording of each rule was applied, by the SHA-256 of its file."""
    for rule in rules.load().values():
        yield rule.id, hashlib.sha256(rule.query.text.encode()).hexdigest()


_README = N_(
    "How to check this pack without the program\n"
    "\n"
    "1. Unpack it, and in its folder run: sha256sum -c SHA256SUMS\n"
    "   Every file must be reported as OK. manifest.json lists the same sums, the two clocks and the scope.\n"
    "2. In the same folder, in a DuckDB shell, run: .read verify.sql\n"
    "   It prints the first entry that was altered, removed, reordered or put in, and nothing if the chain is whole.\n"
    "3. The last row of journal/chain.parquet must be the head of the journal that the office wrote down elsewhere:\n"
    "   {head}\n"
    "\n"
    "With the program: python -m kantoku verify PACK.zip, and with --ledger FILE against the ledger itself.\n"
)
