"""The one way in: check → append → apply → rules → commit. And the cursors by which everything is read."""

import datetime
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from duckdb import DuckDBPyConnection

from kantoku import errors, history, journal, opening, queries, read_model, rules
from kantoku.dates import office_today, show_moment, utc_now
from kantoku.entrance import refuse_in_text, refuse_individual_numbers
from kantoku.evaluations import Evaluations, Key
from kantoku.journal import Anchor, Entry, Head, Verdict
from kantoku.my_number import holds_individual_number
from kantoku.records import KINDS, OFFICE_ID, Office, Record
from kantoku.records.base import fields
from kantoku.wording import N_, _, language

# Twelve characters are kept inside DuckDB's own value, so joins on ids touch no other memory.
_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SCOPES_ONE_BY_ONE = 8

Clock = Callable[[], datetime.datetime]


def new_id() -> str:
    """A fresh record id: 12 characters, 60 random bits."""
    return "".join(secrets.choice(_ID_ALPHABET) for _place in range(12))


@dataclass(frozen=True)
class Change:
    """One record as it shall stand, or its withdrawal (record None). base: the revision read, 0 for a new one."""

    action: str
    kind: str
    record_id: str
    record: Record | None
    base: int = 0
    reason: str = ""

    @classmethod
    def new(cls, action: str, record: Record, record_id: str | None = None, *, reason: str = "") -> "Change":
        return cls(action, record.kind, record_id or new_id(), record, reason=reason)


@dataclass(frozen=True)
class Receipt:
    """What was recorded: the entries' span, and the ids of the records in the order given."""

    first: int
    last: int
    ids: tuple[str, ...]


class Ledger:
    """A ledger file, opened by this process alone."""

    def __init__(self, connection: DuckDBPyConnection, path: Path, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self._connection = connection
        self._writing = threading.Lock()
        self._evaluations = Evaluations()
        self._head = self._reached = Head(0, journal.GENESIS, datetime.datetime.min)
        self._record_heads: dict[int, int] = {}

    @classmethod
    def open(cls, path: Path, *, actor: str, clock: Clock = utc_now) -> "Ledger":
        """Opens the ledger, or makes it. Raises what opening.connect raises."""
        connection = opening.connect(path)
        ledger = cls(connection, path, clock)
        with ledger._transaction() as cursor:
            is_new = opening.is_new(cursor)
            try:
                opening.prepare(cursor)
            except read_model.Unreadable as unknown:
                raise errors.NewerLedger(str(path)) from unknown
            ledger._head = ledger._reached = journal.head(cursor)
            if is_new:
                ledger._append(cursor, [Change.new("office.recorded", Office(), OFFICE_ID)], actor=actor)
        return ledger

    def close(self) -> None:
        with self._writing:
            self._connection.close()

    @contextmanager
    def cursor(self) -> Iterator[DuckDBPyConnection]:
        """A cursor of its own for one piece of reading; a connection is not shared between threads."""
        cursor = self._connection.cursor()
        try:
            cursor.execute("use ledger")
            yield cursor
        finally:
            cursor.close()

    def today(self) -> datetime.date:
        """The office's date."""
        return office_today(self.clock())

    # Writing

    def record(
        self,
        changes: Iterable[Change],
        *,
        actor: str,
        as_of: datetime.date | None = None,
        refuses: bool = True,
        batch: str = "",
    ) -> Receipt:
        """Records the changes, all or none, as one instant of the journal.

        as_of: the day by which the rules judge it (a decision's own), the office's today if not given. refuses: False
        for what is taken over as it was found, which is flagged and never refused. Raises RefusedByRule, Outdated,
        InvalidRecord, IndividualNumberFound, StillReferredTo or NotFound, and then nothing was recorded.
        """
        with self._transaction() as cursor:
            wanted = list(changes)
            receipt = self._append(cursor, wanted, actor=actor, batch=batch or new_id())
            if refuses and (hits := self._refused(cursor, wanted, receipt, as_of or self.today())):
                raise errors.RefusedByRule(hits)
        return receipt

    def rehearse(self, changes: Iterable[Change], *, actor: str, as_of: datetime.date) -> list[rules.Hit]:
        """The hits that would stop these changes if they were recorded now. Nothing is recorded."""
        with self._transaction(keeps=False) as cursor:
            wanted = list(changes)
            return self._refused(cursor, wanted, self._append(cursor, wanted, actor=actor), as_of)

    def note(self, action: str, facts: dict[str, Any], *, actor: str) -> Head:
        """Appends an entry that changes no record, such as an export made. facts: plain JSON values."""
        with self._transaction() as cursor:
            entry = Entry(action, "note", new_id(), 0, queries.canonical(facts))
            return self._extend(cursor, [entry], actor=actor, batch=new_id())

    def erase(self, seq: int, *, ground: str, actor: str) -> Head:
        """Removes the body of one entry, because the law demands it; an entry that says so is appended first."""
        refuse_in_text(_("Ground"), ground)
        body = queries.canonical({"ground": ground, "seq": seq})
        with self._transaction() as cursor:
            found = cursor.execute(queries.load("journal/entry").text, {"seq": seq}).fetchone()
            if not found or found[0] not in KINDS:
                raise errors.NotFound(str(seq))
            entry = Entry("entry.erased", "note", f"erased-{seq}", 0, body)
            head = self._extend(cursor, [entry], actor=actor, batch=new_id())
            journal.erase_body(cursor, seq)
            read_model.forget(cursor, found[0], seq)
        with self.cursor() as cursor:
            self._evaluations.forget(cursor)
        return head

    @contextmanager
    def _transaction(self, *, keeps: bool = True) -> Iterator[DuckDBPyConnection]:
        with self._writing, self.cursor() as cursor:
            self._reached = self._head
            cursor.execute("begin transaction")
            try:
                yield cursor
                cursor.execute("commit" if keeps else "rollback")
                self._head = self._reached if keeps else self._head
            except BaseException:
                with suppress(duckdb.TransactionException):  # a commit that failed has ended the transaction itself
                    cursor.execute("rollback")
                raise

    def _append(self, cursor: DuckDBPyConnection, changes: Sequence[Change], *, actor: str, batch: str = "") -> Receipt:
        before = self._head
        entries = (self._entry(cursor, change) for change in changes)
        try:
            after = self._extend(cursor, entries, actor=actor, batch=batch)
        except duckdb.ConstraintException as clash:
            raise self._outdated(changes) from clash
        kinds = {change.kind for change in changes}
        read_model.apply(cursor, before.seq + 1, after.seq, kinds)
        if missing := read_model.dangling(cursor, before.seq + 1, after.seq, kinds):
            raise errors.NotFound(f"{_(missing[0])} {missing[1]}")
        return Receipt(before.seq + 1, after.seq, tuple(change.record_id for change in changes))

    def _extend(self, cursor: DuckDBPyConnection, entries: Iterable[Entry], *, actor: str, batch: str) -> Head:
        # Only this process writes, so the head it last committed is the head.
        self._reached = journal.append(cursor, entries, self._head, actor=actor, at=self.clock(), batch=batch)
        return self._reached

    def _entry(self, cursor: DuckDBPyConnection, change: Change) -> Entry:
        refuse_in_text(_("Reason"), change.reason)
        if change.base:
            self._check_base(cursor, change)
        if change.record is None:
            return Entry(change.action, change.kind, change.record_id, change.base + 1, "", change.reason)
        body = change.record.body()
        # In JSON a tab or line break between digits stands as two characters that separate nothing.
        if holds_individual_number(body.replace("\\t", " ").replace("\\n", " ")):
            refuse_individual_numbers(change.record, self._exempt(cursor))
        return Entry(change.action, change.kind, change.record_id, change.base + 1, body, change.reason)

    def _exempt(self, cursor: DuckDBPyConnection) -> tuple[str, ...]:
        """Patterns of document numbers that the office registered (R25)."""
        office = read_model.present(cursor, Office.kind, OFFICE_ID, read_model.FOREVER - 1)
        return tuple((office or {}).get("identifier_patterns") or ())

    def _check_base(self, cursor: DuckDBPyConnection, change: Change) -> None:
        present = read_model.present(cursor, change.kind, change.record_id, read_model.FOREVER - 1)
        if not present:
            raise errors.NotFound(change.record_id)
        if present["revision"] != change.base:
            raise self._outdated([change])
        if change.record is None and (users := read_model.referring(cursor, change.kind, change.record_id)):
            named = dict.fromkeys(f"{_(KINDS[kind].label)} {id_}" for kind, id_ in users)
            raise errors.StillReferredTo(by="、".join(list(named)[:5]))

    def _outdated(self, changes: Sequence[Change]) -> errors.KantokuError:
        """What happened to the first of these records since it was read."""
        for change in changes:
            states = self.states(change.kind, change.record_id)
            later = [state for state in states if state["revision"] > change.base]
            if later:
                base = next((state["body"] for state in states if state["revision"] == change.base), "")
                return errors.Outdated(
                    by=later[-1]["actor"],
                    at=show_moment(later[-1]["recorded_at"], language()),
                    changes=history.summary(history.differences(change.kind, base, later[-1]["body"])),
                )
        return errors.KantokuError(N_("Not recorded"), N_("Two entries describe one record. Record it once."))

    def _refused(
        self, cursor: DuckDBPyConnection, changes: Sequence[Change], receipt: Receipt, as_of: datetime.date
    ) -> list[rules.Hit]:
        scopes = sorted({scope for change in changes if (scope := _scope(change))})
        judge = partial(
            rules.refused,
            cursor,
            {change.record_id: change.kind for change in changes},
            as_of=as_of,
            scopes=scopes if len(scopes) <= _SCOPES_ONE_BY_ONE else [None],
        )
        hits = judge(at_seq=receipt.last)
        if not hits or not any(change.base for change in changes):
            return hits
        # A later state of a record is stopped only by what its earlier state did not break already: a permission that
        # has lost its ground must above all be revocable.
        known = {(hit.rule, hit.subject_id) for hit in judge(at_seq=receipt.first - 1)}
        return [hit for hit in hits if (hit.rule, hit.subject_id) not in known]

    # Reading

    def head(self) -> Head:
        return self._head

    def record_head(self, at_seq: int) -> int:
        """The last entry up to at_seq that changed a record. What is past does not change, so it is asked once."""
        if at_seq not in self._record_heads:
            with self.cursor() as cursor:
                self._record_heads[at_seq] = journal.record_head(cursor, at_seq)
        return self._record_heads[at_seq]

    def seq_at(self, known_at: datetime.datetime | None) -> int:
        """The last entry on file at a moment (UTC, without zone); the head if none is given."""
        if known_at is None:
            return self._head.seq
        with self.cursor() as cursor:
            return journal.seq_at(cursor, known_at)

    def read(self, report: str, *, as_of: datetime.date, at_seq: int | None = None, **values: Any) -> pd.DataFrame:
        """The rows of queries/reports/<report>.sql. It may read `status` and `hit`, and the macros with the clocks.

        at_seq: the last entry that counts, the head if not given. values: the other parameters that the file names.
        Dates come as datetime64, lists as arrays.
        """
        query = queries.load(f"reports/{report}")
        seq = self._head.seq if at_seq is None else at_seq
        with self.cursor() as cursor:
            parameters = query.only({"as_of": as_of, "at_seq": seq, "scope": None, **values})
            if not (query.reads("status") or query.reads("hit")):
                return cursor.execute(query.text, parameters).df()
            return self._evaluations.read(cursor, Key(self.record_head(seq), as_of), query, parameters, at_seq=seq)

    def hits(self, *, as_of: datetime.date, scope: str, at_seq: int | None = None) -> list[rules.Hit]:
        """The rule hits of one contract."""
        seq = self._head.seq if at_seq is None else at_seq
        with self.cursor() as cursor:
            return rules.evaluate(cursor, as_of=as_of, at_seq=seq, scope=scope)

    def get(self, kind: str, record_id: str, *, at_seq: int | None = None) -> tuple[Record, int]:
        """A record as it stands (or stood at at_seq), and its revision. Raises NotFound."""
        seq = read_model.FOREVER - 1 if at_seq is None else at_seq
        with self.cursor() as cursor:
            row = read_model.present(cursor, kind, record_id, seq)
        if not row:
            raise errors.NotFound(record_id)
        values = {field.name: row[field.name] for field in fields(KINDS[kind])}
        return KINDS[kind].read(values), row["revision"]

    def states(self, kind: str, record_id: str) -> list[dict[str, Any]]:
        """All states of a record, oldest first: seq, recorded_at, actor, action, revision, body, reason."""
        with self.cursor() as cursor:
            found = cursor.execute(queries.load("journal/bodies").text, {"kind": kind, "record_id": record_id})
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def verify(self, anchors: Sequence[Anchor] = ()) -> Verdict:
        """Checks the whole chain; see journal.verify."""
        with self.cursor() as cursor:
            return journal.verify(cursor, anchors)

    def rebuild(self) -> None:
        """Derives the typed tables anew from the journal."""
        with self._transaction() as cursor:
            read_model.rebuild(cursor)

    def warm_up(self) -> None:
        """Plans and evaluates what the first screen reads, so that nobody waits for it."""
        self.read("status", as_of=self.today(), contract=None)


def _scope(change: Change) -> str | None:
    if change.kind == "contract":
        return change.record_id
    return getattr(change.record, "contract_id", None)
