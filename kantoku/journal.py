"""The journal: one append-only chain of entries. Whoever holds a later hash can prove all that came before it.

This is the embedded journal, which lies in the ledger's DuckDB file. A shared one needs only these functions.
"""

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from kantoku import queries

GENESIS = "0" * 64
SEPARATOR = "\x1f"
ERASED = "entry.erased"
CHUNK = 50_000

_UNFIT = re.compile("[\x00\x1f\ud800-\udfff]")
_COLUMNS = (
    ("seq", pa.int64()),
    ("recorded_at", pa.timestamp("us")),
    ("actor", pa.string()),
    ("action", pa.string()),
    ("kind", pa.string()),
    ("record_id", pa.string()),
    ("revision", pa.int32()),
    ("body", pa.string()),
    ("reason", pa.string()),
    ("batch", pa.string()),
    ("digest", pa.string()),
    ("hash", pa.string()),
)
_SCHEMA = pa.schema(list(_COLUMNS))


class Entry(NamedTuple):
    """What is to be appended: revision counts the states of a record from 1 (0: the entry changes no record)."""

    action: str
    kind: str
    record_id: str
    revision: int
    body: str
    reason: str = ""


class Head(NamedTuple):
    """Where the chain stands; seq 0 and 64 zeros before the first entry. recorded_at: UTC, without zone."""

    seq: int
    hash: str
    recorded_at: datetime.datetime


class Anchor(NamedTuple):
    """A head that was written down outside the ledger, such as on an export."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verdict:
    """What verify found. seq, problem: the first bad entry, and gap, altered, chain, order, cut or fork.

    flaws: the files that are not as their entries say, (seq, name, missing or changed).
    """

    head: Head
    seq: int | None = None
    problem: str | None = None
    erased: tuple[tuple[int, int, str], ...] = ()
    flaws: tuple[tuple[int, str, str], ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.problem is None and not self.flaws


def head(cursor: DuckDBPyConnection) -> Head:
    row = cursor.execute(queries.load("journal/head").text).fetchone()
    return Head(*row) if row else Head(0, GENESIS, datetime.datetime.min)


def append(
    cursor: DuckDBPyConnection,
    entries: Iterable[Entry],
    last: Head,
    *,
    actor: str,
    at: datetime.datetime,
    batch: str = "",
) -> Head:
    """Seals the entries and appends them after the head, within the caller's transaction. at: UTC, without zone.

    The instant is never earlier than the head's. Raises ValueError for text that a digest cannot hold, and
    duckdb.ConstraintException if a record already has that revision.
    """
    moment = max(at, last.recorded_at)
    rest = iter(entries)
    while chunk := list(islice(rest, CHUNK)):
        rows = _seal(chunk, last, actor=actor, moment=moment, batch=batch)
        last = Head(rows[-1][0], rows[-1][-1], moment)
        _insert(cursor, rows)
    return last


def digest_of(fields: Sequence[object]) -> str:
    """The digest over the columns before it, in their order; recorded_at as text."""
    return hashlib.sha256(SEPARATOR.join(map(str, fields)).encode()).hexdigest()


def chained(before: str, digest: str) -> str:
    return hashlib.sha256((before + digest).encode()).hexdigest()


def stamp(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


Row = tuple[int, datetime.datetime, str, str, str, str, int, str, str, str, str, str]


def _seal(entries: Sequence[Entry], last: Head, *, actor: str, moment: datetime.datetime, batch: str) -> list[Row]:
    written, rows, hash_before = stamp(moment), [], last.hash
    for seq, entry in enumerate(entries, last.seq + 1):
        action, kind, record_id, revision, body, reason = entry
        _refuse_unfit(actor, action, record_id, body, reason, batch)
        digest = digest_of((seq, written, actor, action, kind, record_id, revision, body, reason, batch))
        hash_before = chained(hash_before, digest)
        rows.append((seq, moment, actor, action, kind, record_id, revision, body, reason, batch, digest, hash_before))
    return rows


def _refuse_unfit(*texts: str) -> None:
    for text in texts:
        if _UNFIT.search(text):
            raise ValueError("a text holds a separator, a NUL or half a character")


def _insert(cursor: DuckDBPyConnection, rows: Sequence[Row]) -> None:
    columns = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), _SCHEMA, strict=True)]
    cursor.register("sealed_entries", pa.Table.from_arrays(columns, schema=_SCHEMA))
    cursor.execute(queries.load("journal/append").text)
    cursor.unregister("sealed_entries")


def seq_at(cursor: DuckDBPyConnection, moment: datetime.datetime) -> int:
    """The last entry that was on file at a moment (UTC, without zone)."""
    return _number(cursor, "journal/seq_at", moment=moment)


def record_head(cursor: DuckDBPyConnection, at_seq: int) -> int:
    """The last entry up to at_seq that changed a record."""
    return _number(cursor, "journal/record_head", at_seq=at_seq)


def _number(cursor: DuckDBPyConnection, name: str, **values: object) -> int:
    row = cursor.execute(queries.load(name).text, values).fetchone()
    return int(row[0]) if row else 0


def verify(cursor: DuckDBPyConnection, anchors: Sequence[Anchor] = ()) -> Verdict:
    """Checks the whole chain in SQL, then holds it against the anchors (which find a tail cut off or rewritten)."""
    now = head(cursor)
    if bad := cursor.execute(queries.load("journal/verify").text).fetchone():
        seq, problem = bad
        return Verdict(now, seq, problem)
    erased = tuple(cursor.execute(queries.load("journal/erased").text).fetchall())
    for anchor in sorted(anchors):
        found = cursor.execute(queries.load("journal/hash_of").text, {"seq": anchor.seq}).fetchone()
        if not found:
            return Verdict(now, now.seq + 1, "cut", erased)
        if found[0] != anchor.hash:
            return Verdict(now, anchor.seq, "fork", erased)
    return Verdict(now, erased=erased)


def rest_of(cursor: DuckDBPyConnection, seq: int) -> str:
    """sha256 over what an entry holds besides its body: it lets verify check the rest once the body is erased."""
    row = cursor.execute(queries.load("journal/rest").text, {"seq": seq}).fetchone()
    return str(row[0]) if row else ""


def erase_body(cursor: DuckDBPyConnection, seq: int) -> None:
    cursor.execute(queries.load("journal/erase").text, {"seq": seq})
