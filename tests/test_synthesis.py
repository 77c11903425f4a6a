import datetime
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from kantoku import synthesis
from kantoku.errors import KantokuError
from kantoku.ledger import Ledger
from kantoku.my_number import holds_individual_number, is_corporate_number
from kantoku.records import KINDS

TODAY = datetime.date(2026, 11, 22)
SIZE = 1_200


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    path = tmp_path_factory.mktemp("synthesis") / "large.duckdb"
    entries = synthesis.write(path, SIZE, today=TODAY, actor="試験")
    ledger = Ledger.open(path, actor="試験")
    with ledger.cursor() as cursor:
        journal = cursor.execute("select kind, record_id, body, recorded_at from journal order by seq").df()
    status = ledger.read("status", as_of=TODAY, contract=None)
    yield SimpleNamespace(ledger=ledger, entries=entries, journal=journal, status=status)
    ledger.close()


def counts(frame: pd.DataFrame, column: str) -> dict[str, int]:
    return {str(key): int(number) for key, number in frame[column].value_counts().items()}


def test_the_chain_is_whole_and_counted(made: SimpleNamespace) -> None:
    assert made.ledger.verify().is_whole
    assert len(made.journal) == made.entries + 1  # and the one that every new ledger begins with


def test_every_body_is_what_its_record_class_would_write(made: SimpleNamespace) -> None:
    for entry in made.journal.itertuples():
        assert KINDS[entry.kind].from_body(entry.body).body() == entry.body


def test_the_tables_are_those_of_a_rebuild(made: SimpleNamespace) -> None:
    made.ledger.rebuild()
    pd.testing.assert_frame_equal(made.ledger.read("status", as_of=TODAY, contract=None), made.status)


def test_no_individual_number_and_only_valid_corporate_numbers(made: SimpleNamespace) -> None:
    assert not any(holds_individual_number(body) for body in made.journal.body)
    with made.ledger.cursor() as cursor:
        numbers = [row[0] for row in cursor.execute("select corporate_number from organisation").fetchall()]
    assert len(set(numbers)) == len(numbers) == SIZE * 2 // 3
    assert all(is_corporate_number(number) and number[1:].startswith("999999") for number in numbers)


def test_the_mix_is_that_of_an_office(made: SimpleNamespace) -> None:
    kinds, tiers = counts(made.journal, "kind"), counts(made.status, "tier")
    assert len(made.status) == SIZE
    assert 250 <= kinds["contract"] <= 350
    assert 500 <= kinds["audit"] <= 700
    assert {"1", "2", "3", "4"} <= tiers.keys()
    assert 0.6 <= (made.status.standing == "in_order").mean() <= 0.9
    assert {"permitted", "conditional", "requested", "refused", "none"} <= set(made.status.permission_state)
    assert {"covered", "never", "overdue", "not_required"} <= set(made.status.audit_state)
    assert (made.status.ends_on.dt.date >= TODAY).mean() > 0.8


def test_one_visit_often_covers_several_engagements(made: SimpleNamespace) -> None:
    with made.ledger.cursor() as cursor:
        covered = cursor.execute("select count(*) from audit_subject group by audit_id").df()["count_star()"]
    assert covered.max() >= 3
    assert (covered > 1).mean() > 0.4


def test_what_was_decided_was_recorded_in_time(made: SimpleNamespace) -> None:
    rules = {rule for broken in made.status.rules for rule in broken}
    assert {"R01", "R02", "R03", "R05", "R15", "R16", "R31"} <= rules
    assert "R06" not in rules


def test_a_year_ago_less_was_known(made: SimpleNamespace) -> None:
    then = made.ledger.seq_at(datetime.datetime(2025, 11, 22))
    before = made.ledger.read("status", as_of=TODAY, at_seq=then, contract=None)
    assert SIZE * 0.3 < len(before) < SIZE * 0.5


def test_one_seed_writes_one_ledger(tmp_path: Path) -> None:
    heads = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        synthesis.write(tmp_path / name, 40, today=TODAY, actor="試験", seed=seed)
        ledger = Ledger.open(tmp_path / name, actor="試験")
        heads.append([ledger.states("organisation", row)[0]["body"] for row in _ids(ledger)])
        ledger.close()
    assert heads[0] == heads[1] != heads[2]


def _ids(ledger: Ledger) -> list[str]:
    with ledger.cursor() as cursor:
        found = cursor.execute("select record_id from journal where kind = 'organisation' order by seq").fetchall()
    return [row[0] for row in found]


def test_what_a_record_refers_to_was_recorded_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis, "BATCH", 5)
    synthesis.write(tmp_path / "piecemeal", 150, today=TODAY, actor="試験")
    ledger = Ledger.open(tmp_path / "piecemeal", actor="試験")
    assert "requested" in set(ledger.read("status", as_of=TODAY, contract=None).permission_state)
    ledger.close()


@pytest.mark.parametrize("size", [0, 1, 2, 7, 101])
def test_the_number_of_engagements_is_the_number_asked_for(tmp_path: Path, size: int) -> None:
    synthesis.write(tmp_path / "small", size, today=TODAY, actor="試験")
    ledger = Ledger.open(tmp_path / "small", actor="試験")
    assert len(ledger.read("status", as_of=TODAY, contract=None)) == size
    ledger.close()


@pytest.mark.parametrize("today", [datetime.date(2027, 4, 1), datetime.date(2028, 2, 29), datetime.date(2026, 3, 31)])
def test_any_day_of_the_fiscal_year_will_do(tmp_path: Path, today: datetime.date) -> None:
    synthesis.write(tmp_path / "other", 200, today=today, actor="試験")
    ledger = Ledger.open(tmp_path / "other", actor="試験")
    status = ledger.read("status", as_of=today, contract=None)
    assert ledger.verify().is_whole
    assert (status.standing == "in_order").mean() > 0.4
    ledger.close()


def test_a_ledger_takes_one_synthesis_once_and_keeps_its_clock(tmp_path: Path) -> None:
    def clock() -> datetime.datetime:
        return datetime.datetime(2026, 11, 22, 1)

    ledger = Ledger.open(tmp_path / "twice", actor="試験", clock=clock)
    synthesis.synthesize(ledger, 20, today=TODAY, actor="試験")
    head = ledger.head()
    with pytest.raises(KantokuError):
        synthesis.synthesize(ledger, 20, today=TODAY, actor="試験")
    assert ledger.clock is clock
    assert ledger.head().seq == head.seq + 1  # the office was named again, the rest was refused as a whole
    ledger.close()
