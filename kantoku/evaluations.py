"""The oversight of everything, evaluated once for two clocks and kept in memory until a record changes.

What a screen or an export reads is a filter on two tables: `status` (one row an engagement, with the rules it breaks
and its standing) and `hit` (one row a rule hit).
"""

import datetime
import threading
from collections import OrderedDict
from typing import Any, NamedTuple

import duckdb
import pandas as pd
from duckdb import DuckDBPyConnection

from kantoku import queries, rules

KEPT = 6


class Key(NamedTuple):
    """What an evaluation depends on: the last entry that changed a record, and the day."""

    record_head: int
    as_of: datetime.date


class Evaluations:
    """The evaluations in memory, the least recently used dropped first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._numbers: OrderedDict[Key, int] = OrderedDict()
        self._lock = threading.Lock()
        self._last = 0

    def read(
        self, cursor: DuckDBPyConnection, key: Key, query: queries.Query, parameters: dict[str, Any], *, at_seq: int
    ) -> pd.DataFrame:
        """The rows of a query over `status` and `hit`."""
        try:
            return cursor.execute(query.after(*self._tables(cursor, key, at_seq=at_seq)), parameters).df()
        except duckdb.CatalogException:
            # Others asked for so many days meanwhile that this evaluation was dropped between two steps: once more.
            return cursor.execute(query.after(*self._tables(cursor, key, at_seq=at_seq)), parameters).df()

    def _tables(self, cursor: DuckDBPyConnection, key: Key, *, at_seq: int) -> tuple[str, str]:
        """Common tables `status` and `hit` for a query, evaluated now if they are not at hand."""
        with self._lock:
            if key not in self._numbers:
                self._numbers[key] = self._evaluate(cursor, key, at_seq)
                self._drop_oldest(cursor)
            self._numbers.move_to_end(key)
            number = self._numbers[key]
        return f"status as (from memory.main.status_{number})", f"hit as (from memory.main.hit_{number})"

    def _evaluate(self, cursor: DuckDBPyConnection, key: Key, at_seq: int) -> int:
        self._last += 1
        number, clocks = self._last, {"as_of": key.as_of, "at_seq": at_seq, "scope": None}
        engagement = f"engagement as (from memory.main.engagement_{number})"
        hit = f"hit as (from memory.main.hit_{number})"
        steps = {
            f"engagement_{number}": queries.load("reports/oversight").text,
            f"hit_{number}": f"with {engagement} {rules.hits_query()}",
            f"status_{number}": queries.load("reports/standing").after(engagement, hit),
        }
        for table, text in steps.items():
            query = queries.from_text(table, text)
            cursor.execute(f"create table memory.main.{table} as {query.text}", query.only(clocks))
        cursor.execute(f"drop table memory.main.engagement_{number}")
        return number

    def forget(self, cursor: DuckDBPyConnection) -> None:
        """Drops them all, because what was on file in the past has changed: a body was erased."""
        with self._lock:
            self._drop_oldest(cursor, kept=0)

    def _drop_oldest(self, cursor: DuckDBPyConnection, *, kept: int = KEPT) -> None:
        while len(self._numbers) > kept:
            _key, number = self._numbers.popitem(last=False)
            cursor.execute(f"drop table memory.main.status_{number}")
            cursor.execute(f"drop table memory.main.hit_{number}")
