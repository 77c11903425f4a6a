"""The oversight of everything, evaluated once for two clocks and kept in memory until a record changes.

What a screen or an export reads is a filter on `status` (one row an engagement, with the rules it breaks and its
standing), on `named_status` (the same with the names of contract and organisations), on `hit` (one row a rule hit) on
`due_day` (one row a day by which something is to be done), on `task` (the same with section and officer) and on `tally`
(one row of numbers a section and for all).
"""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from duckdb import DuckDBPyConnection

from kantoku import judging, opening, queries

# How many evaluations are kept, and how many engagements these may have together; the latest is kept in any case.
KEPT = 6
KEPT_ENGAGEMENTS = 200_000
KEPT_TABLES = ("engagement", "hit", "standing")
# What is computed of them as it is read; each may read those before it.
VIEWS = ("status", "named_status", "due_day", "task", "tally")
# How many handfuls of rules are asked at once. Planning them and judging up to 120,000 engagements takes one core each;
# more at once need more memory than a small ledger is given.
_AT_ONCE = 2
# Stands for an evaluation's number in the text of a query.
_NUMBER = "#"


class Key(NamedTuple):
    """What an evaluation depends on: the last entry that changed a record, and the day."""

    record_head: int
    as_of: datetime.date


@dataclass(eq=False)
class _Evaluation:
    """number: what its tables end with. engagements: how many it covers. readers: who reads it or waits for it."""

    number: int
    is_made: bool = False
    engagements: int = 0
    readers: int = 0


class Evaluations:
    """The evaluations in memory, the least recently used dropped first. Safe to use from several threads.

    One is made at a time, which bounds the memory this takes; who reads one that is made never waits. One that is no
    longer kept is dropped when its last reader has finished.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, _Evaluation] = OrderedDict()
        self._leaving: list[_Evaluation] = []
        self._lock = threading.Lock()  # over the fields of this object, held for moments only
        self._making = threading.Lock()
        self._last = 0

    def read(
        self, cursor: DuckDBPyConnection, key: Key, query: queries.Query, parameters: dict[str, Any], *, at_seq: int
    ) -> pd.DataFrame:
        """The rows of a query over `status`, `named_status` and `hit`."""
        whole = _over_kept(query)
        with self._held(cursor, key) as evaluation:
            if not evaluation.is_made:
                with self._making:
                    _make(evaluation, cursor, {"as_of": key.as_of, "at_seq": at_seq, "scope": None})
            text = whole.text.replace(_NUMBER, str(evaluation.number))
            clocks = {"as_of": key.as_of, "at_seq": at_seq}
            return cursor.execute(text, whole.only({**parameters, **clocks})).df()

    def forget(self, cursor: DuckDBPyConnection) -> None:
        """Keeps none of them, because what was on file in the past has changed: a body was erased."""
        with self._lock:
            self._leaving.extend(self._kept.values())
            self._kept.clear()
        self._drop_unread(cursor)

    @contextmanager
    def _held(self, cursor: DuckDBPyConnection, key: Key) -> Iterator[_Evaluation]:
        """The evaluation of a key, made or still to be made, which stays as long as it is held."""
        with self._lock:
            if key not in self._kept:
                self._last += 1
                self._kept[key] = _Evaluation(self._last)
            self._kept.move_to_end(key)
            evaluation = self._kept[key]
            evaluation.readers += 1
        try:
            yield evaluation
        finally:
            with self._lock:
                evaluation.readers -= 1
                while self._is_over_full():
                    _key, oldest = self._kept.popitem(last=False)
                    self._leaving.append(oldest)
            self._drop_unread(cursor)

    def _is_over_full(self) -> bool:
        engagements = sum(evaluation.engagements for evaluation in self._kept.values())
        return len(self._kept) > 1 and (len(self._kept) > KEPT or engagements > KEPT_ENGAGEMENTS)

    def _drop_unread(self, cursor: DuckDBPyConnection) -> None:
        with self._lock:
            unread = [evaluation for evaluation in self._leaving if not evaluation.readers]
            self._leaving = [evaluation for evaluation in self._leaving if evaluation.readers]
        for evaluation in unread:
            _drop(evaluation, cursor)


def _make(evaluation: _Evaluation, cursor: DuckDBPyConnection, clocks: dict[str, Any]) -> None:
    """Makes its tables, all or none, unless another who wanted them was first."""
    if evaluation.is_made:
        return
    engagements, first, *others, standing = (
        queries.from_text(each.name, each.text.replace(_NUMBER, str(evaluation.number))) for each in _steps()
    )
    try:
        made = cursor.execute(engagements.text, engagements.only(clocks)).fetchone()
        cursor.execute(first.text, first.only(clocks))
        _at_once(cursor, others, clocks)
        cursor.execute(standing.text, standing.only(clocks))
    except BaseException:
        _drop(evaluation, cursor)
        raise
    evaluation.engagements = made[0] if made else 0
    evaluation.is_made = True


def _at_once(cursor: DuckDBPyConnection, asked: Iterable[queries.Query], clocks: dict[str, Any]) -> None:
    """Asks them in whatever order, each through a cursor of its own: threads cannot share one."""

    def ask(query: queries.Query) -> None:
        with opening.cursor_of(cursor) as own:
            own.execute(query.text, query.only(clocks))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _done in pool.map(ask, asked):
            pass


def _drop(evaluation: _Evaluation, cursor: DuckDBPyConnection) -> None:
    for table in KEPT_TABLES:
        cursor.execute(f"drop table if exists memory.main.{table}_{evaluation.number}")


@cache
def _steps() -> tuple[queries.Query, ...]:
    """What fills the tables, in order; the first makes one row an engagement."""
    first, *others = (f"with {_kept('engagement')} {judging.hits_query(ids)}" for ids in judging.handfuls())
    texts = (
        f"create table {_name('engagement')} as {queries.load('reports/oversight').text}",
        f"create table {_name('hit')} as {first}",
        *(f"insert into {_name('hit')} {hits}" for hits in others),
        f"create table {_name('standing')} as {queries.load('status/standing').after(_kept('hit'))}",
    )
    return tuple(queries.from_text("evaluation", text) for text in texts)


def _kept(table: str) -> str:
    return f"{table} as (from {_name(table)})"


def _name(table: str) -> str:
    return f"memory.main.{table}_{_NUMBER}"


@cache
def _over_kept(query: queries.Query) -> queries.Query:
    """The query after the tables that it may read, of the evaluation whose number takes the place of _NUMBER.

    `status` is not kept as it is read: it would be the widest table written twice, to add two columns.
    """
    views = {
        name: f"{name} as not materialized ({queries.strip_comments(queries.load(f'status/{name}').text)})"
        for name in VIEWS
    }
    tables = {table: _kept(table) for table in KEPT_TABLES} | views
    needed = needed_by(query)
    return queries.from_text(query.name, query.after(*(text for name, text in tables.items() if name in needed)))


@cache
def needed_by(query: queries.Query) -> frozenset[str]:
    """Which of the common tables a query needs."""
    needed = {name for name in ("hit", *VIEWS) if query.reads(name)}
    if needed - {"hit"}:
        needed.add("status")
    if "task" in needed:
        needed.add("due_day")
    if "due_day" in needed:
        needed.add("hit")
    if "status" in needed:
        needed |= {"engagement", "standing"}
    return frozenset(needed)
