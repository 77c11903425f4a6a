"""Power cuts: a process killed in the middle of writing leaves all of each action or nothing of it."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kantoku.ledger import Ledger
from tests.office import Office
from tests.test_read_model import typed_tables

HOME = Path(__file__).resolve().parents[1]
TOGETHER = 40
KILLS = 6

WRITING = f"""
import itertools, sys
from pathlib import Path
from kantoku.ledger import Change, Ledger
from kantoku.records import Contract, Organisation

ledger = Ledger.open(Path(sys.argv[1]), actor="書込み")
print("ready", flush=True)
for nth in itertools.count():
    company = Change.new("organisation.recorded", Organisation.read({{"name": f"第{{nth}}社", "note": "長" * 500}}))
    contracts = [
        Change.new("contract.recorded", Contract.read(
            {{"number": f"{{nth}}-{{part}}", "title": "業務", "organisation_id": company.record_id}}
        ))
        for part in range({TOGETHER - 1})
    ]
    receipt = ledger.record([company, *contracts], actor="書込み")
    print(receipt.last, flush=True)
"""


def killed_while_writing(path: Path, after: float) -> int:
    """Starts a writer and kills it some seconds after its first action; returns the last entry it was told of."""
    with subprocess.Popen([sys.executable, "-c", WRITING, str(path)], cwd=HOME, stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == b"ready\n"
        first = int(writer.stdout.readline())
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in writer.stdout.read().splitlines() if line.strip()]
    assert writer.returncode == -signal.SIGKILL
    return max(told, default=first)


@pytest.fixture(scope="module")
def survivors(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, int]]]:
    """A ledger whose writers were killed one after another; each kill as (last entry told, last entry found)."""
    path, chance, kills = tmp_path_factory.mktemp("crash") / "kantoku.duckdb", random.Random(20261122), []
    for _kill in range(KILLS):
        told = killed_while_writing(path, chance.uniform(0, 0.25))
        ledger = Ledger.open(path, actor="再開")
        assert ledger.verify().is_whole
        kills.append((told, ledger.head().seq))
        Office(ledger).organisation(name="再開後の登録")
        ledger.close()
    return path, kills


def test_the_kills_came_in_the_middle_of_work(survivors: tuple[Path, list[tuple[int, int]]]) -> None:
    _path, kills = survivors
    assert len(kills) == KILLS
    assert kills == sorted(kills)


def test_what_was_reported_as_recorded_is_on_file(survivors: tuple[Path, list[tuple[int, int]]]) -> None:
    for told, found in survivors[1]:
        assert told <= found


def test_every_action_is_there_as_a_whole(survivors: tuple[Path, list[tuple[int, int]]]) -> None:
    path, kills = survivors
    ledger = Ledger.open(path, actor="監査 三郎")
    with ledger.cursor() as cursor:
        sizes = cursor.execute(
            "select count(*) from journal where actor = '書込み' and kind <> 'office' group by batch"
        ).fetchall()
    assert {size for (size,) in sizes} == {TOGETHER}
    assert len(sizes) >= KILLS
    for _told, found in kills:
        assert (found - 1 - kills.index((_told, found))) % TOGETHER == 0
    ledger.close()


def test_the_tables_are_those_of_the_journal(survivors: tuple[Path, list[tuple[int, int]]]) -> None:
    ledger = Ledger.open(survivors[0], actor="監査 三郎")
    before = typed_tables(ledger)
    assert len(before["contract"]) >= KILLS * (TOGETHER - 1)
    ledger.rebuild()
    assert typed_tables(ledger) == before
    ledger.close()


def test_work_goes_on_after_the_next_start(survivors: tuple[Path, list[tuple[int, int]]]) -> None:
    ledger = Ledger.open(survivors[0], actor="契約 花子")
    contract = Office(ledger).contract()
    assert ledger.get("contract", contract)[1] == 1
    assert ledger.verify().is_whole
    ledger.close()
