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
from typing import Any, NamedTuple

import duckdb

from kantoku import chain_words, queries
from kantoku.errors import KantokuError
from kantoku.journal import Anchor
from kantoku.packs import journal_part
from kantoku.reading import Reading
from kantoku.wording import N_, _

FORMAT = "kantoku-pack-1"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
_CHUNK = 1 << 20
_MEMORY = "1GB"
_LARGEST = 1 << 34
_LONGEST_LIST = 1 << 26
"""Bytes: what claims to unpack to more is none of ours, and would fill the disk, or the memory."""
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


class NewerPack(KantokuError):
    """The pack is of a form that this version does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("A pack of another version"),
            N_("{name} was made by another version of this program; check it with that version."),
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


class Found(NamedTuple):
    """What is amiss in a pack, nothing if it is whole. head: None where the manifest can no longer be read."""

    faults: tuple[Fault, ...]
    head: Anchor | None


def digest_of(pack: Path) -> str:
    """Its SHA-256."""
    with pack.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_ours(ledger: Reading, pack: Path) -> bool:
    """Was a pack with these very bytes exported from this ledger, as its journal notes?"""
    made = ledger.read("legal_exports", as_of=ledger.today(), digest=digest_of(pack), row_limit=1)
    return bool(made["part"].isna().any())


def look_into(pack: Path) -> Found:
    """What is amiss in it, and the head of the journal that it was made at. Raises NotAPack, NewerPack, NoFile."""
    with _opened(pack) as archive:
        try:
            manifest = _manifest(archive, pack)
        except NotAPack:
            if journal_part.CHAIN not in archive.namelist():
                raise
            return Found((Fault("changed" if MANIFEST in archive.namelist() else "missing", MANIFEST),), None)
        head = manifest["journal_head"]
        found = (*_files(archive, manifest), *_chain(archive, manifest))
        return Found(found, Anchor(int(head["seq"]), str(head["hash"])))


def _opened(pack: Path) -> zipfile.ZipFile:
    if not pack.is_file():
        raise NoFile(pack)
    try:
        archive = zipfile.ZipFile(pack)
    except _UNREADABLE as wrong:
        raise NotAPack(pack.name) from wrong
    sizes = {file.filename: file.file_size for file in archive.infolist()}
    if sum(sizes.values()) > _LARGEST or max(sizes.get(MANIFEST, 0), sizes.get(SUMS, 0)) > _LONGEST_LIST:
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
    if manifest.get("format", FORMAT) != FORMAT:
        raise NewerPack(pack.name)
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
    held = set(archive.namelist())
    if not set(parts) <= held:
        # Those that the manifest lists are told already; one that it does not list was taken out of it as well.
        yield from (Fault("missing", part) for part in parts if part not in held and part not in manifest["files"])
        return
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"memory_limit": _MEMORY}) as reader:
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
