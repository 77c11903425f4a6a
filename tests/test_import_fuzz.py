"""Mangled workbooks and CSV: nothing ends in a traceback, nothing is half recorded."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kantoku.errors import KantokuError
from kantoku.imports import problem_book, proposal, run, sheets
from kantoku.ledger import Ledger
from tests import ledgers
from tests.ledgers import ACTOR, Clock
from tests.workbooks import csv, workbook

_NAMES = """契約番号 件名 委託先 再委託先 再々委託先 再委託元 法人番号 開始日 終了日 契約期間 区分 特定個人情報 諾否
決定日 取扱状況確認日 実施日 方法 指摘件数 対象事業者 契約金額 備考 所管課 ?"""
_TYPED = """〃 同上 R7.4.1 令和元年5月1日 令和7年2月30日 H31.4.30 2025/4/1 ㈱アルファ ベータ㈱ 1 2 ○ 無 許諾 不許諾
再委託 再々委託 小計 ※注 実地 3件 1,000円 123456789018 =1+1 𠮷"""
NAMES = _NAMES.split()
TYPED = ["", "\t", *_TYPED.split()]
CELL = st.one_of(
    st.sampled_from(TYPED),
    st.integers(-10, 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
    st.text(max_size=12),
)
ROWS = st.lists(st.lists(st.one_of(st.sampled_from(NAMES), CELL), max_size=9), max_size=4).flatmap(
    lambda before: st.tuples(st.just(before), st.lists(st.sampled_from(NAMES), min_size=2, max_size=9))
)
TABLE = st.tuples(ROWS, st.lists(st.lists(CELL, max_size=9), max_size=8)).map(
    lambda parts: [*parts[0][0], parts[0][1], *parts[1]]
)
CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Any:
    found = ledgers.new(tmp_path_factory.mktemp("fuzz") / "kantoku.duckdb", Clock())
    yield found
    found.close()


def take(ledger: Ledger, content: bytes, name: str) -> None:
    """As a person would: whatever the file is, it goes in whole, is refused in a sentence, or has nothing new."""
    before = ledger.head()
    try:
        source = sheets.read(name, content)
        found = proposal.tables(source)
        mapped = list(zip(found, proposal.suggested(found, run.remembered(ledger)), strict=True))
        proposed = proposal.propose(ledger, source, mapped)
        assert all(each.problem for each in proposed.problems)
        problem_book.written(proposed)
        run.record(ledger, proposed, actor=ACTOR)
    except KantokuError:
        assert ledger.head() == before
    else:
        assert proposal.propose(ledger, source, mapped).is_empty
        with ledger.cursor() as cursor:
            written = cursor.execute("select count(*) from journal where seq > ?", [before.seq]).fetchone()[0]
        assert written == sum(proposed.new.values()) + sum(proposed.changed.values()) + 1
        run.withdraw(ledger, run.imports(ledger)[0].batch, actor=ACTOR, reason="試験")


@CALM
@given(tables=st.lists(TABLE, min_size=1, max_size=3))
def test_any_workbook(ledger: Ledger, tables: list[Any]) -> None:
    take(ledger, workbook({f"表{nth}": rows for nth, rows in enumerate(tables)}), "台帳.xlsx")


@CALM
@given(rows=TABLE, encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932"]))
def test_any_csv(ledger: Ledger, rows: Any, encoding: str) -> None:
    text = csv(rows, "utf-8").decode()
    take(ledger, text.encode(encoding, "replace"), "台帳.csv")


@CALM
@given(content=st.binary(max_size=400))
def test_any_bytes(ledger: Ledger, content: bytes) -> None:
    take(ledger, content, "台帳.csv")


GOOD = (Path(__file__).parent / "data" / "old_ledger.xlsx").read_bytes()


@CALM
@given(at=st.integers(0, len(GOOD) - 1), byte=st.binary(min_size=1, max_size=6))
def test_a_workbook_with_some_bytes_changed(ledger: Ledger, at: int, byte: bytes) -> None:
    take(ledger, GOOD[:at] + byte + GOOD[at + len(byte) :], "台帳.xlsx")


with zipfile.ZipFile(io.BytesIO(GOOD)) as _archive:
    PARTS = {part.filename: _archive.read(part) for part in _archive.infolist()}


@CALM
@given(name=st.sampled_from(sorted(PARTS)), at=st.floats(0, 1), put=st.binary(max_size=6), drops=st.integers(0, 40))
def test_a_workbook_with_a_part_mangled(ledger: Ledger, name: str, at: float, put: bytes, drops: int) -> None:
    out, held = io.BytesIO(), PARTS[name]
    where = int(at * len(held))
    with zipfile.ZipFile(out, "w") as archive:
        for part, body in PARTS.items():
            archive.writestr(part, body[:where] + put + body[where + drops :] if part == name else body)
    take(ledger, out.getvalue(), "台帳.xlsx")
