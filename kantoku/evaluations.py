"""The oversight of everything, evaluated once for two clocks and kept in memory until a record changes.

What a screen or an export reads is a filter on `status` (one row an engagement, with the rules it breaks and its
standing), on `named_status` (the same with the names of contract and organisations) and on `hit` (one row a rule hit).
"""

import datetime
import threading
from collections import OrderedDict
from functools import cache
from typing import Any, NamedTuple

import duckdb
import pandas as pd
from duckdb import DuckDBPyConnection

from kantoku import queries, rules

# How many evaluations are kept, and how many engagements these may have together; the latest is kept in any case.
KEPT = 6
KEPT_ENGAGEMENTS = 200_000
KEPT_TABLES = ("engagement", "hit", "standing")


class Key(NamedTuple):
    """What an evaluation depends on: the last entry that changed a record, and the day."""

    record_head: int
    as_of: datetime.date


class _Evaluation(NamedTuple):
    """number: what its tables end with. engagements: how many it covers."""

    number: int
    engagements: int


class Evaluations:
    """The evaluations in memory, the least recently used dropped first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, _Evaluation] = OrderedDict()
        self._lock = threading.Lock()
        self._last = 0

    def read(
        self, cursor: DuckDBPyConnection, key: Key, query: queries.Query, parameters: dict[str, Any], *, at_seq: int
    ) -> pd.DataFrame:
        """The rows of a query over `status`, `named_status` and `hit`."""
        try:
            return self._rows(cursor, key, query, parameters, at_seq=at_seq)
        except duckdb.CatalogException:
            # Others asked for so many days meanwhile that this evaluation was dropped between two steps: once more.
            return self._rows(cursor, key, query, parameters, at_seq=at_seq)

    def _rows(
        self, cursor: DuckDBPyConnection, key: Key, query: queries.Query, parameters: dict[str, Any], *, at_seq: int
    ) -> pd.DataFrame:
        tables = _common_tables(self._number(cursor, key, at_seq=at_seq))
        whole = queries.from_text(
            query.name, query.after(*(table for name, table in tables.items() if name in needed_by(query)))
        )
        return cursor.execute(whole.text, whole.only({**parameters, "at_seq": at_seq})).df()

    def _number(self, cursor: DuckDBPyConnection, key: Key, *, at_seq: int) -> int:
        """The number that the tables of this evaluation bear; evaluated now if they are not at hand."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._evaluate(cursor, key, at_seq)
                self._drop_oldest(cursor)
            self._kept.move_to_end(key)
            return self._kept[key].number

    def _evaluate(self, cursor: DuckDBPyConnection, key: Key, at_seq: int) -> _Evaluation:
        self._last += 1
        number, clocks = self._last, {"as_of": key.as_of, "at_seq": at_seq, "scope": None}
        engagement, hit = _kept("engagement", number), _kept("hit", number)
        steps = {
            "engagement": queries.load("reports/oversight").text,
            "hit": f"with {engagement} {rules.hits_query()}",
            "standing": queries.load("status/standing").after(hit),
        }
        engagements = 0
        for table, text in steps.items():
            query = queries.from_text(table, text)
            made = cursor.execute(f"create table memory.main.{table}_{number} as {query.text}", query.only(clocks))
            (rows,) = made.fetchone() or (0,)
            engagements = engagements or rows
        return _Evaluation(number, engagements)

    def forget(self, cursor: DuckDBPyConnection) -> None:
        """Drops them all, because what was on file in the past has changed: a body was erased."""
        with self._lock:
            while self._kept:
                self._drop_one(cursor)

    def _drop_oldest(self, cursor: DuckDBPyConnection) -> None:
        while len(self._kept) > 1 and (
            len(self._kept) > KEPT or sum(one.engagements for one in self._kept.values()) > KEPT_ENGAGEMENTS
        ):
            self._drop_one(cursor)

    def _drop_one(self, cursor: DuckDBPyConnection) -> None:
        _key, dropped = self._kept.popitem(last=False)
        for table in KEPT_TABLES:
            cursor.execute(f"drop table memory.main.{table}_{dropped.number}")


def _kept(table: str, number: int) -> str:
    return f"{table} as (from memory.main.{table}_{number})"


def _common_tables(number: int) -> dict[str, str]:
    """Name → definition of what a query may read, each after those it needs itself.

    `status` is not kept as it is read: it would be the widest table written twice, to add two columns.
    """
    views = {
        name: f"{name} as not materialized ({queries.strip_comments(queries.load(f'status/{name}').text)})"
        for name in ("status", "named_status")
    }
    return {table: _kept(table, number) for table in KEPT_TABLES} | views


@cache
def needed_by(query: queries.Query) -> frozenset[str]:
    """Which of the common tables a query needs."""
    needed = {name for name in ("hit", "status", "named_status") if query.reads(name)}
    if "named_status" in needed:
        needed.add("status")
    if "status" in needed:
        needed |= {"engagement", "standing"}
    return frozenset(needed)
