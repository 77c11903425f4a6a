"""The bytes of files, in a table of the ledger file: written with the entry that names them, found by their SHA-256.

They lie in parts, so that neither writing nor handing out a file holds much of it in memory at once. Nothing of them
can be derived from the journal: a rebuild leaves the table as it is.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from kantoku import queries
from kantoku.uploads import Upload

PART = 1 << 20
"""Bytes in a part."""

_HASH = re.compile(r"\b[0-9a-f]{64}\b")


class Flaw(NamedTuple):
    """A file that is not as an entry says. problem: missing or changed. seq: of the entry, 0 where none names it."""

    seq: int
    name: str
    problem: str


def create(cursor: DuckDBPyConnection) -> None:
    """Makes the table where it is not there yet."""
    cursor.execute(queries.load("contents/create").text)


def keep(cursor: DuckDBPyConnection, uploads: Iterable[Upload]) -> None:
    """Writes the files that are not kept yet, within the caller's transaction."""
    wanted = {upload.sha256: upload for upload in uploads}
    for sha256 in wanted.keys() - kept(cursor, wanted):
        content = memoryview(wanted[sha256].content)
        # An empty file has one part too: that it was kept is told by its parts.
        for position, start in enumerate(range(0, max(len(content), 1), PART)):
            part = bytes(content[start : start + PART])
            values = {"sha256": sha256, "position": position, "part": part}
            cursor.execute(queries.load("contents/keep").text, values)


def kept(cursor: DuckDBPyConnection, hashes: Iterable[str]) -> set[str]:
    """Those of the SHA-256 whose bytes are here."""
    found = cursor.execute(queries.load("contents/kept").text, {"hashes": list(hashes)})
    return {row[0] for row in found.fetchall()}


def part(cursor: DuckDBPyConnection, sha256: str, position: int) -> bytes | None:
    """One part of a file, counted from 0; None after the last."""
    found = cursor.execute(queries.load("contents/part").text, {"sha256": sha256, "position": position}).fetchone()
    return bytes(found[0]) if found else None


def flaws(cursor: DuckDBPyConnection) -> tuple[Flaw, ...]:
    """The files that are missing, or whose bytes are not those of their SHA-256, in the order of their entries."""
    parts = dict(cursor.execute(queries.load("contents/all").text).fetchall())
    rows = cursor.execute(queries.load("contents/named").text).fetchall()
    named = {sha256: (int(seq), str(name)) for sha256, seq, name in rows}
    missing = [(sha256, "missing") for sha256 in named.keys() - parts.keys()]
    changed = [(sha256, "changed") for sha256, count in parts.items() if _hash_of(cursor, sha256, count) != sha256]
    found = ((named.get(sha256, (0, sha256)), problem) for sha256, problem in missing + changed)
    return tuple(sorted(Flaw(seq, name, problem) for (seq, name), problem in found))


def hashes_in(cursor: DuckDBPyConnection, seq: int) -> set[str]:
    """What looks like a SHA-256 in the body of an entry."""
    found = cursor.execute(queries.load("contents/body").text, {"seq": seq}).fetchone()
    return set(_HASH.findall(found[0])) if found else set()


def forget(cursor: DuckDBPyConnection, hashes: Iterable[str]) -> None:
    """Takes away the bytes that no entry names any more."""
    for sha256 in hashes:
        found = cursor.execute(queries.load("contents/mentions").text, {"sha256": sha256}).fetchone()
        if found and not found[0]:
            cursor.execute(queries.load("contents/forget").text, {"sha256": sha256})


def _hash_of(cursor: DuckDBPyConnection, sha256: str, count: int) -> str:
    digest = hashlib.sha256()
    for content in _parts(cursor, sha256, count):
        digest.update(content)
    return digest.hexdigest()


def _parts(cursor: DuckDBPyConnection, sha256: str, count: int) -> Iterator[bytes]:
    for position in range(count):
        yield part(cursor, sha256, position) or b""
