"""Reading a ledger: by its two clocks, through cursors, with what was evaluated once kept at hand."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd
from duckdb import DuckDBPyConnection

from kantoku import contents, errors, journal, judging, opening, queries, read_model
from kantoku.dates import office_today
from kantoku.evaluations import Evaluations, Key, needed_by
from kantoku.journal import Anchor, Head, Verdict
from kantoku.records import KINDS, Record
from kantoku.records.base import fields
from kantoku.rules import Hit
from kantoku.tables import FOREVER
from kantoku.wording import _

# Of how many seqs it is remembered which entry up to them changed a record.
_HEADS_AT_HAND = 256

Clock = Callable[[], datetime.datetime]


class Reading:
    """What a ledger tells. Safe to use from several threads: each reading takes a cursor of its own."""

    def __init__(self, connection: DuckDBPyConnection, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._connection = connection
        self._evaluations = Evaluations()
        # How often a body was erased here: what was read of the past before that is no longer what is on file.
        self.erasures = 0
        self._head = Head(0, journal.GENESIS, datetime.datetime.min)
        self._record_head = lru_cache(_HEADS_AT_HAND)(self._asked_record_head)

    @contextmanager
    def cursor(self) -> Iterator[DuckDBPyConnection]:
        """A cursor of its own for one piece of reading; a connection is not shared between threads."""
        with opening.cursor_of(self._connection) as cursor:
            yield cursor

    def today(self) -> datetime.date:
        """The office's date."""
        return office_today(self.clock())

    def head(self) -> Head:
        return self._head

    def record_head(self, at_seq: int) -> int:
        """The last entry up to at_seq that changed a record. What is past does not change, so it is asked once."""
        return self._record_head(at_seq)

    def _asked_record_head(self, at_seq: int) -> int:
        with self.cursor() as cursor:
            return journal.record_head(cursor, at_seq)

    def seq_at(self, known_at: datetime.datetime | None) -> int:
        """The last entry on file at a moment (UTC, without zone); the head if none is given."""
        if known_at is None:
            return self._head.seq
        with self.cursor() as cursor:
            return journal.seq_at(cursor, known_at)

    def read(self, report: str, *, as_of: datetime.date, at_seq: int | None = None, **values: Any) -> pd.DataFrame:
        """The rows of queries/reports/<report>.sql. It may read the macros with the clocks, and what evaluations keeps.

        at_seq: the last entry that counts, the head if not given. values: the other parameters that the file names;
        scope (one contract) and contracts (several) are all contracts if not given.
        Dates come as datetime64, lists as arrays.
        """
        query = queries.load(f"reports/{report}")
        seq = self._head.seq if at_seq is None else at_seq
        with self.cursor() as cursor:
            parameters = query.only({"as_of": as_of, "at_seq": seq, "scope": None, "contracts": None, **values})
            if not needed_by(query):
                return cursor.execute(query.text, parameters).df()
            return self._evaluations.read(cursor, Key(self.record_head(seq), as_of), query, parameters, at_seq=seq)

    def hits(
        self, *, as_of: datetime.date, scope: str, at_seq: int | None = None, only: Sequence[str] = ()
    ) -> list[Hit]:
        """The rule hits of one contract, of all rules or of those whose ids are given."""
        seq = self._head.seq if at_seq is None else at_seq
        with self.cursor() as cursor:
            return judging.evaluate(cursor, as_of=as_of, at_seq=seq, scope=scope, only=only)

    def get(self, kind: str, record_id: str, *, at_seq: int | None = None) -> tuple[Record, int]:
        """A record as it stands (or stood at at_seq), and its revision. Raises NotFound."""
        seq = FOREVER - 1 if at_seq is None else at_seq
        with self.cursor() as cursor:
            row = read_model.present(cursor, kind, record_id, seq)
        if not row:
            raise errors.NotFound(f"{_(KINDS[kind].label)} {record_id}")
        values = {field.name: row[field.name] for field in fields(KINDS[kind])}
        return KINDS[kind].read(values), row["revision"]

    def states(self, kind: str, record_id: str) -> list[dict[str, Any]]:
        """All states of a record, oldest first: seq, recorded_at, actor, action, revision, body, reason."""
        with self.cursor() as cursor:
            found = cursor.execute(queries.load("journal/bodies").text, {"kind": kind, "record_id": record_id})
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def verify(self, anchors: Sequence[Anchor] = ()) -> Verdict:
        """Checks the whole chain, and the files that its entries name; see journal.verify."""
        with self.cursor() as cursor:
            return replace(journal.verify(cursor, anchors), flaws=contents.flaws(cursor))

    def kept(self, hashes: Iterable[str]) -> set[str]:
        """Those of the SHA-256 whose content lies in this ledger."""
        with self.cursor() as cursor:
            return contents.kept(cursor, hashes)

    def content(self, sha256: str) -> Iterator[bytes]:
        """The content of a file, part by part; nothing where it is not kept."""
        for position in count():
            with self.cursor() as cursor:
                part = contents.part(cursor, sha256, position)
            if part is None:
                return
            yield part

    def warm_up(self) -> None:
        """Plans and evaluates what the first screen reads, so that nobody waits for it."""
        self.read("status", as_of=self.today(), contract=None)
