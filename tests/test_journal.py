"""The chain: whatever is done to a journal behind the program's back, verify names the first entry it was done to."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from kantoku.journal import GENESIS, Anchor, Verdict
from kantoku.ledger import Ledger
from kantoku.queries import QUERIES
from tests import ledgers
from tests.conftest import Clock
from tests.office import Office

VERIFY = (QUERIES / "journal" / "verify.sql").read_text(encoding="utf-8")
COLUMNS = "seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch, digest, hash"
NOON = datetime(2026, 11, 20, 3)
ENTRIES = 9  # the office itself and eight organisations


@pytest.fixture(scope="module")
def nine_entries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger of nine entries, an hour apart."""
    path, clock = tmp_path_factory.mktemp("journal") / "kantoku.duckdb", Clock(NOON)
    ledger = ledgers.new(path, clock)
    office = Office(ledger)
    for nth in range(2, ENTRIES + 1):
        clock.passes(hours=1)
        office.organisation(name=f"第{nth}社", note=f'改行\nと\t「引用"符」と絵文字🗒{nth}')
    ledger.close()
    return path


@pytest.fixture
def journal(nine_entries: Path, path: Path) -> Path:
    """A copy of it, to be tampered with."""
    return Path(shutil.copy(nine_entries, path))


@contextmanager
def shell(path: Path) -> Iterator[DuckDBPyConnection]:
    """A plain DuckDB shell on the file: nothing of Kantoku is in the way."""
    connection = duckdb.connect(str(path))
    yield connection
    connection.close()


def rows(connection: DuckDBPyConnection) -> list[dict[str, object]]:
    found = connection.execute(f"select {COLUMNS} from journal order by seq").fetchall()
    return [dict(zip(COLUMNS.split(", "), row, strict=True)) for row in found]


def digest_by_hand(row: dict[str, object]) -> str:
    told = [f"{value:%Y-%m-%dT%H:%M:%S.%f}Z" if name == "recorded_at" else str(value) for name, value in row.items()]
    return hashlib.sha256("\x1f".join(told[:-2]).encode("utf-8")).hexdigest()


def reseal(connection: DuckDBPyConnection, first: int, last: int) -> None:
    """Forges digests and hashes anew from one entry to another, as one who knows the rule would."""
    before = GENESIS
    for row in rows(connection):
        if first <= row["seq"] <= last:
            row["digest"] = digest_by_hand(row)
            row["hash"] = hashlib.sha256((before + row["digest"]).encode()).hexdigest()
            connection.execute(
                "update journal set digest = $digest, hash = $hash where seq = $seq",
                {name: row[name] for name in ("seq", "digest", "hash")},
            )
        before = row["hash"]


def verdict(path: Path, anchors: list[Anchor] | None = None) -> Verdict:
    ledger = Ledger.open(path, actor="監査 三郎")
    try:
        return ledger.verify(anchors or [])
    finally:
        ledger.close()


def test_the_chain_computed_by_hand_is_the_one_on_file(journal: Path) -> None:
    with shell(journal) as connection:
        before = GENESIS
        for row in rows(connection):
            assert row["digest"] == digest_by_hand(row)
            before = hashlib.sha256((before + row["digest"]).encode("ascii")).hexdigest()
            assert row["hash"] == before


def test_a_plain_shell_checks_the_chain_with_the_query_alone(journal: Path) -> None:
    with shell(journal) as connection:
        assert connection.execute(VERIFY).fetchall() == []
        connection.execute("update journal set body = replace(body, '第4社', '第四社') where seq = 4")
        assert connection.execute(VERIFY).fetchall() == [(4, "altered")]


def test_twenty_threads_at_once_leave_one_chain(ledger: Ledger, office: Office) -> None:
    with ThreadPoolExecutor(20) as pool:
        ids = list(pool.map(lambda nth: office.organisation(name=f"同時{nth}"), range(100)))
    assert len(set(ids)) == 100
    assert ledger.head().seq == 101
    assert ledger.verify().is_whole
    with ledger.cursor() as cursor:
        assert [row["seq"] for row in rows(cursor)] == list(range(1, 102))


def test_what_is_recorded_together_has_one_instant_and_time_never_runs_back(ledger: Ledger, office: Office) -> None:
    office.organisation()
    ledger.clock.now -= timedelta(days=30)
    office.organisation()
    with ledger.cursor() as cursor:
        moments = [row["recorded_at"] for row in rows(cursor)]
    assert moments == sorted(moments)
    assert ledger.verify().is_whole


Tampering = Callable[[DuckDBPyConnection], object]


def sql(*statements: str) -> Tampering:
    return lambda connection: [connection.execute(statement) for statement in statements]


def forged(statement: str, first: int, last: int) -> Tampering:
    """A change whose author also reseals the entries first..last."""

    def tamper(connection: DuckDBPyConnection) -> None:
        connection.execute(statement)
        reseal(connection, first, last)

    return tamper


_COPY = """
    insert into journal
    select {seq}, recorded_at, actor, action, kind, 'forged', revision, body, reason, batch, digest, {hash}
    from journal where seq = 4
"""
_SHIFT = tuple(f"update journal set seq = {seq + 1} where seq = {seq}" for seq in range(ENTRIES, 4, -1))

TAMPERINGS = {
    "an altered body": (sql("update journal set body = '{}' where seq = 5"), (5, "altered")),
    "an altered actor": (sql("update journal set actor = '他 人' where seq = 1"), (1, "altered")),
    "an altered instant": (
        sql("update journal set recorded_at = recorded_at + interval 1 microsecond where seq = 5"),
        (5, "altered"),
    ),
    "an altered reason": (sql("update journal set reason = 'あとから' where seq = 9"), (9, "altered")),
    "a body taken out without an erasure": (sql("update journal set body = '' where seq = 5"), (5, "altered")),
    "a moved boundary between two columns": (
        sql("update journal set action = action || chr(31) || kind, kind = '' where seq = 5"),
        (5, "altered"),
    ),
    "two places": (sql("update journal set actor = 'x' where seq in (8, 4)"), (4, "altered")),
    "an altered digest": (sql("update journal set digest = repeat('a', 64) where seq = 5"), (5, "altered")),
    "an altered hash": (sql("update journal set hash = repeat('a', 64) where seq = 5"), (5, "chain")),
    "an altered last hash": (sql("update journal set hash = repeat('a', 64) where seq = 9"), (9, "chain")),
    "an entry altered and resealed": (
        forged("update journal set actor = '他 人' where seq = 5", 5, 5),
        (6, "chain"),
    ),
    "a deleted entry": (sql("delete from journal where seq = 5"), (6, "gap")),
    "a deleted first entry": (sql("delete from journal where seq = 1"), (2, "gap")),
    "a deleted entry, the rest moved up": (
        sql(
            "delete from journal where seq = 5",
            *(f"update journal set seq = {seq - 1} where seq = {seq}" for seq in range(6, 10)),
        ),
        (5, "altered"),
    ),
    "two entries in each other's place": (
        sql(*(f"update journal set seq = {new} where seq = {old}" for old, new in ((4, 99), (5, 4), (99, 5)))),
        (4, "altered"),
    ),
    "an inserted entry": (sql(*_SHIFT, _COPY.format(seq=5, hash="hash")), (5, "altered")),
    "an inserted and resealed entry": (
        lambda connection: (sql(*_SHIFT, _COPY.format(seq=5, hash="hash"))(connection), reseal(connection, 5, 5)),
        (6, "altered"),
    ),
    "an entry put at the end": (sql(_COPY.format(seq=10, hash="hash")), (10, "altered")),
    "an entry put at the end with a gap": (sql(_COPY.format(seq=12, hash="hash")), (12, "gap")),
    "an instant before the one before, all resealed": (
        forged("update journal set recorded_at = timestamp '2020-01-01' where seq = 5", 5, ENTRIES),
        (5, "order"),
    ),
}


@pytest.mark.parametrize(("tampering", "found"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_names_the_first_bad_entry(journal: Path, tampering: Tampering, found: tuple[int, str]) -> None:
    with shell(journal) as connection:
        tampering(connection)
    told = verdict(journal)
    assert (told.seq, told.problem) == found
    assert not told.is_whole


def test_an_untouched_chain_is_whole(journal: Path) -> None:
    told = verdict(journal)
    assert told.is_whole
    assert told.head.seq == ENTRIES


@pytest.fixture
def anchor(journal: Path) -> Anchor:
    """The head as an export printed it."""
    return Anchor(*verdict(journal).head[:2])


def test_a_tail_cut_off_is_found_with_an_anchor(journal: Path, anchor: Anchor) -> None:
    with shell(journal) as connection:
        connection.execute("delete from journal where seq >= 8")
    assert verdict(journal).is_whole
    told = verdict(journal, [anchor])
    assert (told.seq, told.problem) == (8, "cut")


def test_a_tail_written_anew_is_found_with_an_anchor(journal: Path, anchor: Anchor) -> None:
    with shell(journal) as connection:
        forged("update journal set actor = '他 人' where seq = 5", 5, ENTRIES)(connection)
    assert verdict(journal).is_whole
    told = verdict(journal, [anchor])
    assert (told.seq, told.problem) == (ENTRIES, "fork")


def test_the_oldest_of_several_anchors_says_how_far_back_it_goes(journal: Path, anchor: Anchor) -> None:
    with shell(journal) as connection:
        early = Anchor(*connection.execute("select seq, hash from journal where seq = 3").fetchone())
        middle = Anchor(*connection.execute("select seq, hash from journal where seq = 6").fetchone())
        forged("update journal set actor = '他 人' where seq = 5", 5, ENTRIES)(connection)
    told = verdict(journal, [anchor, middle, early])
    assert (told.seq, told.problem) == (6, "fork")


def test_an_anchor_holds_for_what_was_recorded_after_it(journal: Path, anchor: Anchor, clock: Clock) -> None:
    ledger = Ledger.open(journal, actor="契約 花子", clock=clock)
    Office(ledger).organisation()
    assert ledger.verify([anchor]).is_whole
    ledger.close()


def test_an_erasure_is_reported_as_one_and_breaks_no_chain(ledger: Ledger, office: Office) -> None:
    mistaken = office.organisation(note="氏名を誤って記載")
    seq = ledger.head().seq
    anchor = Anchor(*ledger.head()[:2])
    office.revise("organisation", mistaken, note="")
    ledger.erase(seq, ground="個人情報の誤記載", actor="情報 管理")

    told = ledger.verify([anchor])
    assert told.is_whole
    assert told.erased == ((seq, ledger.head().seq, "個人情報の誤記載"),)
    assert ledger.states("organisation", mistaken)[0]["body"] == ""


def erased(ledger: Ledger, office: Office) -> int:
    """The seq of an entry whose body was erased, after the record was corrected."""
    mistaken = office.organisation()
    seq = ledger.head().seq
    office.revise("organisation", mistaken, note="訂正")
    ledger.erase(seq, ground="誤記載", actor="情報 管理")
    return seq


def test_what_is_put_in_the_place_of_an_erased_body_is_found(path: Path, ledger: Ledger, office: Office) -> None:
    seq = erased(ledger, office)
    ledger.close()
    with shell(path) as connection:
        connection.execute("update journal set body = '{}' where seq = $seq", {"seq": seq})
    assert (verdict(path).seq, verdict(path).problem) == (seq, "altered")


@pytest.mark.parametrize(
    "column", ["actor = '他 人'", "reason = 'なし'", "recorded_at = recorded_at - interval 1 second"]
)
def test_all_but_the_body_of_an_erased_entry_stays_checked(
    path: Path, ledger: Ledger, office: Office, column: str
) -> None:
    seq = erased(ledger, office)
    ledger.close()
    with shell(path) as connection:
        connection.execute(f"update journal set {column} where seq = $seq", {"seq": seq})
    assert (verdict(path).seq, verdict(path).problem) == (seq, "altered")


@pytest.mark.parametrize("text", ["区切り\x1f文字", "ヌル\x00文字", "半分\ud83d"])
def test_what_a_digest_cannot_hold_is_refused(ledger: Ledger, text: str) -> None:
    before = ledger.head()
    with pytest.raises(ValueError, match="separator"):
        ledger.note("export.made", {"report": "contracts"}, actor=text)
    assert ledger.head() == before


def test_an_entry_that_changes_no_record_moves_the_head_alone(ledger: Ledger) -> None:
    before = ledger.record_head(ledger.head().seq)
    ledger.note("export.made", {"report": "contracts", "rows": 3}, actor="法務 四郎")
    assert ledger.head().seq == 2
    assert ledger.record_head(2) == before
    assert ledger.verify().is_whole
