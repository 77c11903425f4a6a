"""Checking a pack: every file against the manifest, the chain of its entries, and its head against a ledger.

Nothing that the pack brings is trusted: the query that checks the chain is the program's own.
"""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from kantoku import chain_words, queries
from kantoku.errors import KantokuError
from kantoku.journal import Anchor
from kantoku.packs import journal_part
from kantoku.reading import Reading
from kantoku.wording import N_, _

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_CHUNK = 1 << 20
_LARGEST = 1 << 34
"""Bytes: what claims to unpack to more is none of ours, and would fill the disk."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, KeyError)
"""What reading a damaged archive, or one that others made, may raise."""


class NotAPack(KantokuError):
    """The file is no pack that this program writes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("Not a pack"),
            N_("{name} is not a pack made by this program. Choose the .zip as it was handed over."),
            name=name,
        )


class NoFile(KantokuError):
    """There is no file of that name."""

    def __init__(self, path: Path) -> None:
        super().__init__(N_("No such file"), N_("There is no file {path}. Check the name and the folder."), path=path)


@dataclass(frozen=True)
class Fault:
    """What is amiss.

    problem: changed, missing, added or twice (a file), unlike (manifest and sums), gap, altered or chain (an entry),
    head.
    name: of the file. seq: of the entry.
    """

    problem: str
    name: str = ""
    seq: int | None = None


_SAID = {
    "changed": N_("{name} is not what the manifest says: it was changed."),
    "missing": N_("{name} is missing."),
    "added": N_("{name} was put in: the manifest does not know it."),
    "twice": N_("{name} is in it twice."),
    "unlike": N_("manifest.json and SHA256SUMS do not fit each other: one of them was changed."),
    "head": N_("The chain does not end with entry {seq}, as the manifest says."),
}


WHOLE = N_("The pack is whole: every file is as it was written.")
AGREES = N_(
    "The files in the pack agree with its own list. Whoever alters a pack can alter its list as well: check it with "
    "--ledger, or compare its SHA-256 with what was noted when it was made."
)
UNKNOWN = N_(
    "The files in {name} agree with its own list, but no pack with these very bytes was exported from this ledger. "
    "Whoever alters a pack can alter its list as well: do not rely on it."
)
"""What is said of a pack without a fault: made by this ledger, not held against one, or unknown to it."""


def said(fault: Fault) -> str:
    """What is amiss, in one sentence."""
    told = _SAID.get(fault.problem) or chain_words.PROBLEMS[fault.problem]
    return _(told, name=fault.name, seq="—" if fault.seq is None else f"{fault.seq:,}")


def digest_of(pack: Path) -> str:
    """Its SHA-256."""
    with pack.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_ours(ledger: Reading, pack: Path) -> bool:
    """Was a pack with these very bytes exported from this ledger, as its journal notes?"""
    made = ledger.read("legal_exports", as_of=ledger.today(), digest=digest_of(pack), row_limit=1)
    return bool(made["part"].isna().any())


def head_of(pack: Path) -> Anchor:
    """The head of the journal that a pack was made at. Raises NotAPack."""
    with _opened(pack) as archive:
        head = _manifest(archive, pack)["journal_head"]
    return Anchor(int(head["seq"]), str(head["hash"]))


def faults(pack: Path) -> list[Fault]:
    """What is amiss in a pack; empty if it is whole. Raises NotAPack."""
    with _opened(pack) as archive:
        try:
            manifest = _manifest(archive, pack)
        except NotAPack:
            if journal_part.CHAIN not in archive.namelist():
                raise
            return [Fault("changed", MANIFEST)]
        return [*_files(archive, manifest), *_chain(archive, manifest)]


def _opened(pack: Path) -> zipfile.ZipFile:
    if not pack.is_file():
        raise NoFile(pack)
    try:
        archive = zipfile.ZipFile(pack)
    except _UNREADABLE as wrong:
        raise NotAPack(pack.name) from wrong
    if sum(file.file_size for file in archive.infolist()) > _LARGEST:
        archive.close()
        raise NotAPack(pack.name)
    return archive


def _manifest(archive: zipfile.ZipFile, pack: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except _UNREADABLE as wrong:
        raise NotAPack(pack.name) from wrong
    if not _is_manifest(manifest):
        raise NotAPack(pack.name)
    return dict(manifest)


def _is_manifest(found: Any) -> bool:
    """Does it tell, in the form that a pack does, which files there are and the head of the journal?"""
    if not isinstance(found, dict):
        return False
    files, head = found.get("files"), found.get("journal_head")
    if not isinstance(files, dict) or not isinstance(head, dict):
        return False
    seq = head.get("seq")
    texts = [head.get("hash"), *files.values()]
    return all(isinstance(text, str) for text in texts) and type(seq) is int and 0 <= seq < 1 << 63


def _files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Fault]:
    listed: dict[str, str] = manifest["files"]
    held = [name for name in archive.namelist() if name not in (MANIFEST, SUMS)]
    for name, digest in listed.items():
        if name not in held:
            yield Fault("missing", name)
        elif _digest(archive, name) != digest:
            yield Fault("changed", name)
    yield from (Fault("added", name) for name in held if name not in listed)
    # Of two files under one name every program reads another.
    yield from (Fault("twice", name) for name, times in Counter(archive.namelist()).items() if times > 1)
    yield from _sums(archive, listed)


def _sums(archive: zipfile.ZipFile, listed: Mapping[str, str]) -> Iterator[Fault]:
    """Do the sums that need no program say the same? They alone vouch for the manifest."""
    if SUMS not in archive.namelist():
        yield Fault("missing", SUMS)
        return
    try:
        held = archive.read(SUMS)
    except _UNREADABLE:
        yield Fault("changed", SUMS)
        return
    of_files = sums(listed).encode(errors="surrogatepass")
    if held == sums({MANIFEST: _digest(archive, MANIFEST)}).encode() + of_files:
        return
    yield Fault("unlike", MANIFEST) if held.endswith(of_files) else Fault("changed", SUMS)


def sums(digests: Mapping[str, str]) -> str:
    """The lines that sha256sum reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    """The SHA-256 of a file in the archive; '' where it can no longer be unpacked."""
    found = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while piece := file.read(_CHUNK):
                found.update(piece)
    except _UNREADABLE:
        return ""
    return found.hexdigest()


def _chain(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Iterator[Fault]:
    parts = (journal_part.CHAIN, journal_part.ENTRIES)
    if not set(parts) <= set(archive.namelist()):
        return
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as reader:
        try:
            for part in parts:
                archive.extract(part, folder)
            reader.execute("set file_search_path = $folder", {"folder": folder})
            first = reader.execute(queries.load("packs/verify").text).fetchone()
            head = reader.execute(queries.load("packs/head").text).fetchone()
        except (*_UNREADABLE, duckdb.Error):
            return  # told already: the file is not what the manifest says
    if first:
        yield Fault(first[1], seq=first[0])
    stated = manifest["journal_head"]
    if head != (stated["seq"], stated["hash"]):
        yield Fault("head", seq=stated["seq"])
