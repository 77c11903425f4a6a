"""Opening: a ledger is made where none is, and whatever else lies there is left alone and named in a sentence."""

import functools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kantoku import errors, opening, wording
from kantoku.ledger import Ledger
from kantoku.sample import write_sample
from tests.conftest import Clock
from tests.office import TODAY, Office

HOME = Path(__file__).resolve().parents[1]
NOBODY = 65534

# Where DuckDB keeps the version of its format: 8 bytes of checksum, "DUCK", then the number.
STORAGE_VERSION = 12


HEADER = 4096


def checksum(block: bytes) -> int:
    """DuckDB's, over a block's words of 8 bytes."""
    words = (int.from_bytes(block[at : at + 8], "little") for at in range(0, len(block), 8))
    return functools.reduce(lambda total, word: total ^ word * 0xBF58476D1CE4E5B9 % 2**64, words, 5381)


def opened(path: Path) -> Ledger:
    return Ledger.open(path, actor="契約 花子")


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process of the program, which tells what it does line by line and stops when its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_ledger_is_made_where_none_is(path: Path, clock: Clock) -> None:
    ledger = Ledger.open(path, actor="契約 花子", clock=clock)
    assert ledger.get("office", "office")[1] == 1
    assert ledger.states("office", "office")[0]["actor"] == "契約 花子"
    ledger.close()
    assert path.exists()


def test_what_was_recorded_is_there_at_the_next_opening(path: Path) -> None:
    ledger = opened(path)
    company = Office(ledger).organisation(name="みほん計算株式会社")
    head = ledger.head()
    ledger.close()
    again = opened(path)
    assert again.get("organisation", company)[0].name == "みほん計算株式会社"
    assert again.head() == head
    again.close()


def test_a_name_with_spaces_and_quotes_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "税務課's 台帳 2026.duckdb"
    opened(path).close()
    opened(path).close()
    assert path.exists()


# In use


HOLDING = """
import sys
from pathlib import Path
from kantoku.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]), actor="別の端末")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the ledger open."""
    with child(HOLDING, path) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield process
        if process.stdin and not process.stdin.closed:
            process.stdin.close()


@pytest.mark.parametrize(("language", "part"), [("en", "Close that program"), ("ja", "台帳")])
def test_a_second_process_is_told_who_has_it(
    path: Path, holder: subprocess.Popen[str], language: str, part: str
) -> None:
    wording.use(language)
    with pytest.raises(errors.LedgerInUse, match=part) as told:
        opened(path)
    assert str(holder.pid) in told.value.sentence
    assert str(path) in told.value.sentence


def test_when_the_first_process_ends_the_next_can_open(path: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.stdin
    holder.stdin.close()
    holder.wait(timeout=30)
    opened(path).close()


def test_a_second_opening_in_one_process_is_told_the_same(path: Path) -> None:
    first = opened(path)
    with pytest.raises(errors.LedgerInUse) as told:
        opened(path)
    assert str(os.getpid()) in told.value.sentence
    Office(first).organisation()
    assert first.verify().is_whole
    first.close()
    opened(path).close()


def test_of_several_openings_at_once_one_succeeds(path: Path) -> None:
    opened(path).close()
    start, outcomes = threading.Barrier(4), []

    def attempt() -> None:
        start.wait()
        try:
            outcomes.append(opened(path))
        except errors.LedgerInUse as told:
            outcomes.append(told)

    threads = [threading.Thread(target=attempt) for _nth in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [outcome for outcome in outcomes if isinstance(outcome, Ledger)]
    assert len(outcomes) == 4
    winner.close()


# Where it cannot be written


OPENING_AS_NOBODY = """
import os, sys
from pathlib import Path
from kantoku.errors import KantokuError
from kantoku.ledger import Ledger
from kantoku.wording import use

use("en")
warm = Ledger.open(Path(sys.argv[2]), actor="準備")  # so that nothing is left to import
warm.close()
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
try:
    Ledger.open(Path(sys.argv[1]), actor="閲覧者")
except KantokuError as told:
    print(type(told).__name__, told)
else:
    print("opened")
"""


def as_another_user(path: Path, tmp_path: Path) -> str:
    """What opening the path says to someone who owns nothing of it (root may write anywhere)."""
    for above in (path.parent, *path.parent.parents):
        if above.stat().st_uid == os.getuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o055)
    with child(OPENING_AS_NOBODY, path, tmp_path / "warm.duckdb", NOBODY) as process:
        told, _nothing = process.communicate(timeout=60)
    return told.strip()


def test_a_ledger_that_may_only_be_read_is_named_and_kept(path: Path, tmp_path: Path) -> None:
    opened(path).close()
    path.chmod(0o444)
    before = path.read_bytes()
    told = as_another_user(path, tmp_path)
    assert told.startswith("LedgerReadOnly The ledger cannot be written"), told
    assert str(path) in told
    assert path.read_bytes() == before


def test_a_folder_that_may_only_be_read_is_named_and_stays_empty(tmp_path: Path) -> None:
    folder = tmp_path / "readonly"
    folder.mkdir(mode=0o555)
    told = as_another_user(folder / "kantoku.duckdb", tmp_path)
    assert told.startswith("LedgerReadOnly The ledger cannot be written"), told
    assert list(folder.iterdir()) == []


def test_a_ledger_in_a_folder_that_may_only_be_read_is_named_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "readonly"
    folder.mkdir()
    opened(folder / "kantoku.duckdb").close()
    (folder / "kantoku.duckdb").chmod(0o666)
    folder.chmod(0o555)
    told = as_another_user(folder / "kantoku.duckdb", tmp_path)
    assert told.startswith("LedgerReadOnly The ledger cannot be written"), told
    folder.chmod(0o755)
    opened(folder / "kantoku.duckdb").close()


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "kantoku.duckdb"
    with pytest.raises(errors.NoSuchPlace, match="nowhere"):
        opened(path)
    assert not path.parent.exists()


def test_a_file_is_no_folder(path: Path) -> None:
    path.write_text("住所録", encoding="utf-8")
    with pytest.raises(errors.NoSuchPlace):
        opened(path / "kantoku.duckdb")


@pytest.mark.parametrize("name", ["長" * 200 + ".duckdb", "a\0b.duckdb"])
def test_a_name_that_no_file_can_have_is_said_to_be_one(tmp_path: Path, name: str) -> None:
    wording.use("en")
    with pytest.raises(errors.UnusablePath, match="cannot be the name of a file"):
        opened(tmp_path / name)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has such a place")
def test_a_place_that_takes_no_file_is_no_wrong_file() -> None:
    """Root may write in /proc, as far as permissions tell."""
    with pytest.raises(errors.LedgerReadOnly, match=r"/proc/kantoku\.duckdb"):
        opened(Path("/proc/kantoku.duckdb"))


@pytest.mark.parametrize(("place", "told"), [("nowhere", errors.NoSuchPlace), ("taken", errors.NoSuchPlace)])
def test_the_sample_office_names_the_place_as_it_was_given(
    tmp_path: Path, place: str, told: type[errors.KantokuError]
) -> None:
    (tmp_path / "taken").write_text("住所録", encoding="utf-8")
    path = tmp_path / place / "sample.duckdb"
    with pytest.raises(told) as refused:
        write_sample(path, today=TODAY, actor="契約 花子")
    assert str(path) in refused.value.sentence
    assert "unfinished" not in refused.value.sentence


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has such a place")
def test_the_sample_office_says_where_it_cannot_be_written() -> None:
    with pytest.raises(errors.LedgerReadOnly) as refused:
        write_sample(Path("/proc/sample.duckdb"), today=TODAY, actor="契約 花子")
    assert "unfinished" not in refused.value.sentence


# What is no ledger


def a_text(path: Path) -> None:
    path.write_text("これは台帳ではありません。\n" * 400, encoding="utf-8")


def a_workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)


def another_database(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table address (name varchar); insert into address values ('住所録')")


def a_table_of_the_same_name(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table journal (day date, entry varchar); insert into journal values (null, '日記')")


def an_sqlite_file(path: Path) -> None:
    import sqlite3  # noqa: PLC0415 the one use of it in the tests

    with sqlite3.connect(path) as connection:
        connection.execute("create table journal (seq integer)")


@pytest.mark.parametrize(
    "make", [a_text, a_workbook, another_database, a_table_of_the_same_name, an_sqlite_file], ids=lambda f: f.__name__
)
def test_what_is_no_ledger_is_said_to_be_none_and_left_as_it_is(path: Path, make) -> None:  # noqa: ANN001
    make(path)
    before = path.read_bytes()
    with pytest.raises(errors.NotALedger, match=path.name):
        opened(path)
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_a_folder_of_that_name_is_no_ledger_but_may_hold_one(path: Path) -> None:
    wording.use("en")
    path.mkdir()
    with pytest.raises(errors.IsAFolder, match=r"such as .*kantoku\.duckdb"):
        opened(path)
    assert list(path.iterdir()) == []


def test_a_torn_ledger_is_not_opened_and_not_touched(path: Path) -> None:
    opened(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    before = path.read_bytes()
    with pytest.raises(errors.NotALedger):
        opened(path)
    assert path.read_bytes() == before


# From another version


def test_what_an_earlier_version_recorded_in_a_field_that_is_gone_is_still_read(path: Path) -> None:
    ledger = opened(path)
    office = Office(ledger)
    work = office.subcontract(office.contract())
    ledger.close()
    with duckdb.connect(str(path)) as connection:
        ((body,),) = connection.execute("select body from journal where record_id = ?", [work]).fetchall()
        older = json.dumps({**json.loads(body), "told_on": "2026-05-01"}, ensure_ascii=False, sort_keys=True)
        older = older.replace('": ', '":').replace(', "', ',"')
        connection.execute("update journal set body = ? where record_id = ?", [older, work])
        connection.execute("update ledger_info set declarations = 'older'")
    ledger = opened(path)
    assert ledger.get("subcontract", work)[0].kind == "subcontract"
    ledger.close()


def test_a_ledger_of_a_newer_format_is_left_as_it_is(path: Path) -> None:
    opened(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("update ledger_info set format = $format", {"format": opening.FORMAT + 1})
    before = path.read_bytes()
    with pytest.raises(errors.NewerLedger):
        opened(path)
    assert path.read_bytes() == before


def test_the_header_is_forged_as_duckdb_writes_it(path: Path) -> None:
    opened(path).close()
    header = path.read_bytes()[:HEADER]
    assert int.from_bytes(header[:8], "little") == checksum(header[8:])


def test_a_file_of_a_newer_storage_format_is_left_as_it_is(path: Path) -> None:
    opened(path).close()
    newer = bytearray(path.read_bytes())
    newer[STORAGE_VERSION : STORAGE_VERSION + 8] = (999).to_bytes(8, "little")
    newer[:8] = checksum(newer[8:HEADER]).to_bytes(8, "little")
    path.write_bytes(newer)
    with pytest.raises(errors.NewerLedger):
        opened(path)
    assert path.read_bytes() == newer


def test_after_any_refusal_the_file_can_be_opened_by_others(path: Path) -> None:
    another_database(path)
    with pytest.raises(errors.NotALedger):
        opened(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select name from address").fetchall() == [("住所録",)]


# What the program itself may do once it is open


@pytest.mark.parametrize(
    "statement",
    [
        "copy journal to '{folder}/leak.csv'",
        "select * from read_csv('{folder}/names.csv')",
        "attach '{folder}/other.duckdb' as other",
        "install httpfs",
        "set enable_external_access = true",
        "select * from some_python_variable",
    ],
)
def test_the_open_ledger_reaches_no_other_file_and_no_variable(ledger: Ledger, tmp_path: Path, statement: str) -> None:
    some_python_variable = [1, 2, 3]
    (tmp_path / "names.csv").write_text("name\n甲\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with ledger.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement.format(folder=tmp_path))
    assert some_python_variable
    assert sorted(tmp_path.iterdir()) == before
