"""What was evaluated once is shared: nobody waits for what is at hand, and it is not dropped under who reads it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from kantoku import queries
from kantoku.evaluations import KEPT, KEPT_TABLES, Evaluations, Key
from kantoku.ledger import Ledger
from tests.office import TODAY, YESTERDAY, Office

STATUS = queries.load("reports/status")
PATIENCE = 20.0

Before = Callable[[str, dict[str, Any]], None]


class Watched:
    """A cursor that tells what it is about to execute."""

    def __init__(self, cursor: Any, before: Before) -> None:
        self._cursor, self._before = cursor, before

    def execute(self, text: str, parameters: dict[str, Any] | None = None) -> Any:
        self._before(text, parameters or {})
        return self._cursor.execute(text, parameters or {})

    def cursor(self) -> "Watched":
        return Watched(self._cursor.cursor(), self._before)

    def close(self) -> None:
        self._cursor.close()


class Shared:
    """The evaluations of a ledger. made: the days whose evaluation was begun, in order."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.evaluations = ledger, Evaluations()
        self.made: list[date] = []

    def read(self, day: date, before: Before = lambda _text, _values: None) -> int:
        """How many engagements the status of a day has."""
        head = self.ledger.head().seq

        def noted(text: str, values: dict[str, Any]) -> None:
            if text.startswith("create table memory.main.engagement_"):
                self.made.append(day)
            before(text, values)

        with self.ledger.cursor() as cursor:
            key, values = Key(head, day), {"as_of": day, "scope": None, "contract": None}
            watched: Any = Watched(cursor, noted)
            return len(self.evaluations.read(watched, key, STATUS, values, at_seq=head))

    def tables(self) -> set[str]:
        with self.ledger.cursor() as cursor:
            found = cursor.execute("select table_name from duckdb_tables() where database_name = 'memory'").fetchall()
            return {name for (name,) in found}


@pytest.fixture
def shared(office: Office) -> Shared:
    office.contract()
    return Shared(office.ledger)


def days(count: int) -> list[date]:
    return [TODAY + timedelta(days=nth) for nth in range(1, count + 1)]


@contextmanager
def stopped(shared: Shared, day: date, at: str) -> Iterator[None]:
    """Another reads that day meanwhile, and stands still before a statement that begins so; then it must succeed."""
    has_come, goes_on = threading.Event(), threading.Event()

    def wait(text: str, _values: dict[str, Any]) -> None:
        if text.startswith(at):
            has_come.set()
            assert goes_on.wait(PATIENCE)

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(shared.read, day, wait)
        try:
            assert has_come.wait(PATIENCE)
            yield
        finally:
            goes_on.set()
        assert reading.result(PATIENCE) == 1


def test_a_slow_evaluation_keeps_nobody_waiting_who_reads_another(shared: Shared) -> None:
    shared.read(YESTERDAY)
    with stopped(shared, TODAY, "create table memory.main.hit_"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(shared.read, YESTERDAY).result(PATIENCE / 2) == 1
    assert shared.made == [YESTERDAY, TODAY]


def test_those_who_ask_for_the_same_evaluate_it_once(shared: Shared) -> None:
    with ThreadPoolExecutor(4) as pool:
        with stopped(shared, TODAY, "create table memory.main.hit_"):
            others = [pool.submit(shared.read, TODAY) for _other in range(4)]
        assert [other.result(PATIENCE) for other in others] == [1] * 4
    assert shared.made == [TODAY]


@pytest.mark.parametrize(
    "step", [*(f"create table memory.main.{table}_" for table in KEPT_TABLES), "insert into memory.main.hit_"]
)
def test_one_that_fails_leaves_nothing_behind_and_can_be_tried_again(shared: Shared, step: str) -> None:
    def fail(text: str, _values: dict[str, Any]) -> None:
        if text.startswith(step):
            raise MemoryError

    before = shared.tables()
    with pytest.raises(MemoryError):
        shared.read(TODAY, fail)
    assert shared.tables() == before
    assert shared.read(TODAY) == 1


def test_none_is_dropped_while_it_is_read(shared: Shared) -> None:
    before = shared.tables()
    with stopped(shared, TODAY, "with "):
        for day in days(KEPT + 1):
            shared.read(day)
    assert shared.made.count(TODAY) == 1
    assert len(shared.tables() - before) == KEPT * len(KEPT_TABLES)


def test_what_is_forgotten_while_it_is_read_is_dropped_afterwards(shared: Shared) -> None:
    before = shared.tables()
    with stopped(shared, TODAY, "with "), shared.ledger.cursor() as cursor:
        shared.evaluations.forget(cursor)
    assert shared.tables() == before
    shared.read(TODAY)
    assert shared.made == [TODAY, TODAY]


def test_many_at_once_read_many_days(shared: Shared) -> None:
    asked = [day for _round in range(6) for day in days(KEPT + 3)]
    before = shared.tables()
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(shared.read, asked)) == {1}
    assert len(shared.tables() - before) == KEPT * len(KEPT_TABLES)


def test_it_is_remembered_of_so_many_moments_only_what_had_changed_by_then(ledger: Ledger, office: Office) -> None:
    office.organisation()
    changed = ledger.head().seq
    for nth in range(300):
        ledger.note("export.made", {"nth": nth}, actor="契約 花子")
    assert {ledger.record_head(changed + nth) for nth in range(300)} == {changed}
    remembered = ledger._record_head.cache_info()
    assert remembered.currsize == remembered.maxsize == 256
