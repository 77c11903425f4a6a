"""The one way in: check → append → apply → rules → commit."""

import datetime
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from kantoku import contents, errors, history, journal, judging, opening, queries, read_model, references
from kantoku.changes import Change, Receipt, Stated, new_id
from kantoku.dates import show_moment, utc_now
from kantoku.entrance import refuse_in_text, refuse_individual_numbers
from kantoku.journal import Entry, Head
from kantoku.my_number import holds_individual_number
from kantoku.reading import Clock, Reading
from kantoku.records import KINDS, OFFICE_ID, Document, Office
from kantoku.rules import Hit
from kantoku.tables import FOREVER
from kantoku.wording import N_, _, language

__all__ = ["Change", "Clock", "Ledger", "Receipt", "new_id"]

_SCOPES_ONE_BY_ONE = 8
_HASH = re.compile("[0-9a-f]{64}")


class Ledger(Reading):
    """A ledger file, opened by this process alone."""

    def __init__(self, connection: DuckDBPyConnection, path: Path, clock: Clock) -> None:
        super().__init__(connection, path, clock)
        self._writing = threading.Lock()
        self._reached = self._head

    @classmethod
    def open(cls, path: Path, *, actor: str, clock: Clock = utc_now, room_mb: int = opening.ROOM_MB) -> "Ledger":
        """Opens the ledger, or makes it. room_mb, and what it raises: see opening.connect."""
        connection = opening.connect(path, room_mb=room_mb)
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

    def record(
        self,
        changes: Iterable[Change],
        *,
        actor: str,
        as_of: datetime.date | None = None,
        refuses: bool = True,
        batch: str = "",
        note: tuple[str, dict[str, Any]] | None = None,
    ) -> Receipt:
        """Records the changes and the files that come with them, all or none, as one instant of the journal.

        as_of: the day by which the rules judge it (a decision's own), the office's today if not given. refuses: False
        for what is taken over as it was found, which is flagged and never refused. note: action and facts of an entry
        that tells of them as one act (see `note`). Raises RefusedByRule, Outdated,
        InvalidRecord, IndividualNumberFound, StillReferredTo or NotFound, and then nothing was recorded. Raises
        ValueError for a document whose content is neither given nor kept already.
        """
        act = batch or new_id()
        with self._transaction() as cursor:
            wanted = list(changes)
            receipt = self._append(cursor, wanted, actor=actor, batch=act)
            if note:
                self._tell(cursor, *note, actor=actor, batch=act)
            contents.keep(cursor, [upload for change in wanted for upload in change.uploads])
            _refuse_without_content(cursor, wanted)
            if refuses and (hits := self._refused(cursor, wanted, receipt, as_of or self.today())):
                raise errors.RefusedByRule(hits)
        return receipt

    def rehearse(self, changes: Iterable[Change], *, actor: str, as_of: datetime.date) -> list[Hit]:
        """The hits that would stop these changes if they were recorded now. Nothing is recorded."""
        with self._transaction(keeps=False) as cursor:
            wanted = list(changes)
            return self._refused(cursor, wanted, self._append(cursor, wanted, actor=actor), as_of)

    @contextmanager
    def rehearsing(self, changes: Iterable[Change], *, actor: str) -> Iterator[tuple[DuckDBPyConnection, Receipt]]:
        """The ledger as it would be if these changes were recorded, through a cursor. Nothing is recorded."""
        with self._transaction(keeps=False) as cursor:
            yield cursor, self._append(cursor, list(changes), actor=actor)

    def withdraw_batch(self, batch: str, *, actor: str, reason: str) -> Receipt:
        """Takes back all that one batch recorded, as one act: what was new is withdrawn, what was changed is as before.

        Nothing is deleted. Raises NotFound where no record came with that batch, ChangedSince where one of them has
        a later state, and StillReferredTo where a later record refers to one of them.
        """
        refuse_in_text(_("Reason"), reason)
        with self._transaction() as cursor:
            written = cursor.execute(queries.load("journal/batch").text, {"batch": batch}).fetchall()
            if not written:
                raise errors.NotFound(batch)
            if later := [(kind, id_) for kind, id_, last, present, _body in written if present != last]:
                raise errors.ChangedSince(by=_named_records(later))
            kinds = {kind for kind, *_rest in written}
            if users := references.referring_from_outside(cursor, batch, kinds):
                raise errors.StillReferredTo(by=_named_records(users))
            first = self._head.seq + 1
            entries = (
                Entry(f"{kind}.{'corrected' if body else 'withdrawn'}", kind, id_, present + 1, body, reason)
                for kind, id_, _last, present, body in written
            )
            act = new_id()
            head = self._extend(cursor, entries, actor=actor, batch=act)
            read_model.apply(cursor, first, head.seq, kinds)
            facts = {"batch": batch, "records": len(written), "reason": reason}
            self._tell(cursor, "import.withdrawn", facts, actor=actor, batch=act)
        return Receipt(first, head.seq, tuple(id_ for _kind, id_, *_rest in written))

    def imports(self) -> list[tuple[str, datetime.datetime, str, str, datetime.datetime | None]]:
        """(batch, recorded at, actor, facts as JSON, withdrawn at) of every import, the latest first."""
        with self.cursor() as cursor:
            return cursor.execute(queries.load("journal/imports").text).fetchall()

    def note(self, action: str, facts: dict[str, Any], *, actor: str) -> Head:
        """Appends an entry that changes no record, such as an export made. facts: plain JSON values.

        Raises IndividualNumberFound, and ValueError for an erasure, which only `erase` may claim.
        """
        if action == journal.ERASED:
            raise ValueError(action)
        with self._transaction() as cursor:
            return self._tell(cursor, action, facts, actor=actor, batch=new_id())

    def _tell(self, cursor: DuckDBPyConnection, action: str, facts: dict[str, Any], *, actor: str, batch: str) -> Head:
        for text in _texts(facts):
            refuse_in_text(_("Note"), text)
        # Within a transaction the head is what was appended last.
        entry = Entry(action, "note", new_id(), 0, queries.canonical(facts))
        return self._extend(cursor, [entry], actor=actor, batch=batch)

    def erase(self, seq: int, *, ground: str, actor: str) -> Head:
        """Removes the body of one past state, because the law demands it; an entry that says so is appended first.

        The content of a file goes with it unless another entry names the same content.
        Raises NotFound if that entry has no body to erase, and StillPresent if it is how the record stands now.
        """
        refuse_in_text(_("Ground"), ground)
        with self._transaction() as cursor:
            found = cursor.execute(queries.load("journal/entry").text, {"seq": seq}).fetchone()
            if not found or found[0] not in KINDS or not found[3]:
                raise errors.NotFound(str(seq))
            kind, record_id, revision, _has_body = found
            present = read_model.present(cursor, kind, record_id, FOREVER - 1)
            if present and present["revision"] == revision:
                raise errors.StillPresent
            facts = {"ground": ground, "rest": journal.rest_of(cursor, seq), "seq": seq}
            entry = Entry(journal.ERASED, "note", f"erased-{seq}", 0, queries.canonical(facts))
            head = self._extend(cursor, [entry], actor=actor, batch=new_id())
            named = contents.hashes_in(cursor, seq)
            journal.erase_body(cursor, seq)
            read_model.forget(cursor, kind, seq)
            contents.forget(cursor, named)
        with self.cursor() as cursor:
            self._evaluations.forget(cursor)
        self.erasures += 1
        return head

    def rebuild(self) -> None:
        """Derives the typed tables anew from the journal."""
        with self._transaction() as cursor:
            read_model.rebuild(cursor)

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
        leaving = {(change.kind, change.record_id) for change in changes if change.record is None}
        entries = (self._entry(cursor, change, leaving) for change in changes)
        try:
            after = self._extend(cursor, entries, actor=actor, batch=batch)
        except duckdb.ConstraintException as clash:
            raise self._outdated(changes) from clash
        kinds = {change.kind for change in changes}
        is_new = not any(change.base for change in changes)
        read_model.apply(cursor, before.seq + 1, after.seq, kinds, is_new=is_new)
        if missing := references.dangling(cursor, before.seq + 1, after.seq, kinds):
            raise errors.NotFound(f"{_(missing[0])} {missing[1]}")
        return Receipt(before.seq + 1, after.seq, tuple(change.record_id for change in changes))

    def _extend(self, cursor: DuckDBPyConnection, entries: Iterable[Entry], *, actor: str, batch: str) -> Head:
        # Only this process writes, so the head it last committed, or what it appended after it, is the head.
        self._reached = journal.append(cursor, entries, self._reached, actor=actor, at=self.clock(), batch=batch)
        return self._reached

    def _entry(self, cursor: DuckDBPyConnection, change: Change, leaving: set[tuple[str, str]]) -> Entry:
        refuse_in_text(_("Reason"), change.reason)
        if change.base:
            self._check_base(cursor, change, leaving)
        if change.record is None:
            return Entry(change.action, change.kind, change.record_id, change.base + 1, "", change.reason)
        body = change.record.body()
        if isinstance(change.record, Stated):
            return Entry(change.action, change.kind, change.record_id, change.base + 1, body, change.reason)
        # In JSON a tab or line break between digits stands as two characters that separate nothing.
        if holds_individual_number(body.replace("\\t", " ").replace("\\n", " ")):
            refuse_individual_numbers(change.record, self._exempt(cursor))
        return Entry(change.action, change.kind, change.record_id, change.base + 1, body, change.reason)

    def _exempt(self, cursor: DuckDBPyConnection) -> tuple[str, ...]:
        """Patterns of document numbers that the office registered (R25)."""
        office = read_model.present(cursor, Office.kind, OFFICE_ID, FOREVER - 1)
        return tuple((office or {}).get("identifier_patterns") or ())

    def _check_base(self, cursor: DuckDBPyConnection, change: Change, leaving: set[tuple[str, str]]) -> None:
        present = read_model.present(cursor, change.kind, change.record_id, FOREVER - 1)
        if not present or present["revision"] != change.base:
            raise self._outdated([change])
        if change.record is not None:
            return
        users = references.referring(cursor, change.kind, change.record_id)
        if staying := [user for user in users if user not in leaving]:
            raise errors.StillReferredTo(by=_named_records(staying))

    def _outdated(self, changes: Sequence[Change]) -> errors.KantokuError:
        """What happened to the first of these records since it was read."""
        for change in changes:
            states = self.states(change.kind, change.record_id)
            later = [state for state in states if state["revision"] > change.base]
            if later:
                base = next((state["body"] for state in states if state["revision"] == change.base), "")
                what = history.told(change.kind, history.differences(change.kind, base, later[-1]["body"]), {})
                return errors.Outdated(
                    by=later[-1]["actor"],
                    at=show_moment(later[-1]["recorded_at"], language()),
                    changes=what if later[-1]["body"] else _("withdrawn"),
                )
            if change.base and not states:
                return errors.NotFound(f"{_(KINDS[change.kind].label)} {change.record_id}")
        return errors.KantokuError(N_("Not recorded"), N_("Two entries describe one record. Record it once."))

    def _refused(
        self, cursor: DuckDBPyConnection, changes: Sequence[Change], receipt: Receipt, as_of: datetime.date
    ) -> list[Hit]:
        scopes = sorted({change.scope for change in changes if change.scope})
        judge = partial(
            judging.refused,
            cursor,
            {change.record_id: change.refused_as for change in changes},
            as_of=as_of,
            scopes=scopes if len(scopes) <= _SCOPES_ONE_BY_ONE else [None],
        )
        hits = judge(at_seq=receipt.last)
        if not hits or not any(change.base for change in changes):
            return hits
        # A later state of a record is stopped only by what its earlier state did not break already, in that respect: a
        # permission that has lost its ground must above all be revocable.
        known = {respect for hit in judge(at_seq=receipt.first - 1) for respect in hit.respects}
        return [hit for hit in hits if not hit.respects <= known]


def _refuse_without_content(cursor: DuckDBPyConnection, changes: Sequence[Change]) -> None:
    named = {change.record.sha256 for change in changes if isinstance(change.record, Document)}
    if named and (lacking := named - contents.kept(cursor, named)):
        raise ValueError(f"no content for {', '.join(sorted(lacking))}")


def _named_records(found: Iterable[tuple[str, str]]) -> str:
    """Some of the records by kind and id, for one sentence."""
    named = dict.fromkeys(f"{_(KINDS[kind].label)} {id_}" for kind, id_ in found)
    return "、".join(list(named)[:5])


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain JSON values but the hashes, in which twelve figures in a row are chance."""
    if isinstance(value, str):
        if not _HASH.fullmatch(value):
            yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
