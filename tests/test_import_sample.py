"""An old ledger as an office keeps it goes in by the command line as it is, and the oversight then says what it holds.

The workbook and what is expected of it were written independently of the program. All organisations are invented.
"""

import io
import json
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kantoku import cli
from kantoku.ledger import Ledger

FILE = Path(__file__).parent / "data" / "old_ledger.xlsx"
DAY = "2026-03-31"

NEVER_AUDITED = """R7-0107 6999999010522
R7-0107 8999999007913
R7-0107 8999999016947
R7-0108 3999999057104
R7-0108 8999999052810
R7-0108 9999999015543
R7-0112 9999999034188
R7-0127 3999999033261"""
AUDITED_LONG_AGO = """R5-0106 5999999031024
R5-0113 1999999039459
R5-0113 1999999046018
R6-0130 6999999058768
R6-0136 6999999025108"""
WITHOUT_PERMISSION = """R5-0106 5999999031024
R7-0126 3999999033261
R7-0127 3999999033261"""
UNDER_ONE_WITHOUT = """R7-0127 1999999009180
R7-0127 7999999049650
R7-0127 8999999036994"""
BEGUN_BEFORE = """R5-0113 2999999026605
R6-0102 3999999045265
R6-0131 2999999019674
R7-0107 8999999016947
R7-0112 9999999034188
R7-0127 8999999036994"""
WITHOUT_CONFIRMATION = """R5-0105 2999999008181
R5-0113 1999999039459
R5-0118 8999999024743
R6-0124 4999999027139
R6-0124 4999999043458
R6-0128 2999999026605
R6-0130 6999999058768
R7-0107 6999999010522
R7-0107 8999999007913
R7-0107 8999999016947
R7-0108 3999999057104
R7-0108 9999999015543
R7-0117 5999999035603
R7-0126 9999999015543"""
THOUGH_PROHIBITED = """R5-0106 5999999031024
R5-0118 8999999024743
R6-0136 6999999025108
R7-0126 3999999033261
R7-0126 9999999015543"""


def who(rows: Iterable[Any]) -> list[str]:
    return sorted(f"{row['contract_number']} {row['corporate_number']}" for row in rows)


def lines(text: str) -> list[str]:
    return sorted(text.splitlines())


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """What the commands say, one after the other, of a ledger that was not there."""
    folder = tmp_path_factory.mktemp("import")
    ledger = folder / "kantoku.duckdb"
    said: dict[str, Any] = {}

    def run(name: str, *arguments: str) -> None:
        out = io.BytesIO()
        with redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", write_through=True)):
            assert cli.main([*arguments, "--ledger", str(ledger)]) == 0
            said[name] = json.loads(out.getvalue())

    run("rehearsed", "import", str(FILE), "--dry-run", "--json")
    assert not ledger.exists()
    run("made", "import", str(FILE), "--json")
    run("again", "import", str(FILE), "--json")
    run("status", "status", "--as-of", DAY, "--format", "json")
    run("attention", "attention", "--as-of", DAY, "--format", "json")
    status = said["status"]
    said["tiers"] = [row for row in status if row["tier"] > 1]
    said["live"] = [row for row in said["tiers"] if row["starts_on"] <= DAY <= (row["ends_on"] or DAY)]
    return SimpleNamespace(**said, path=ledger)


def test_every_count(imported: SimpleNamespace) -> None:
    contracts = [row for row in imported.status if row["tier"] == 1]
    assert len(contracts) == 33
    assert sum(row["handles_spi"] for row in contracts) == 20
    assert Counter(row["tier"] for row in imported.tiers) == {2: 31, 3: 7, 4: 1}
    assert len({row["corporate_number"] for row in imported.status}) == 46
    assert len(imported.live) == 32


def test_every_list_of_the_status(imported: SimpleNamespace) -> None:
    live = imported.live
    assert who([row for row in live if row["audit_state"] == "never"]) == lines(NEVER_AUDITED)
    assert who([row for row in live if row["audit_state"] == "overdue"]) == lines(AUDITED_LONG_AGO)
    assert who([row for row in live if row["permission_state"] in {"none", "refused"}]) == lines(WITHOUT_PERMISSION)
    permitted = [row for row in imported.tiers if row["permission_state"] == "permitted"]
    assert who([row for row in permitted if not row["grounded"]]) == lines(UNDER_ONE_WITHOUT)
    assert who([row for row in permitted if row["permitted_on"] > row["starts_on"]]) == lines(BEGUN_BEFORE)


def test_every_list_of_what_needs_attention(imported: SimpleNamespace) -> None:
    def hits(rule: str, **detail: str) -> list[str]:
        return who(
            [
                row
                for row in imported.attention
                if row["rule"] == rule and all(row["detail"].get(name) == value for name, value in detail.items())
            ]
        )

    assert hits("R01") == lines(WITHOUT_CONFIRMATION)
    assert hits("R09") == lines(THOUGH_PROHIBITED)
    assert hits("R05", permission="permitted_later") == lines(BEGUN_BEFORE)
    assert hits("R03", upper="unpermitted") == lines(UNDER_ONE_WITHOUT)
    assert sorted(hits("R05", permission="none") + hits("R05", permission="refused")) == lines(WITHOUT_PERMISSION)


def test_the_rows_that_stay_out_are_named(imported: SimpleNamespace) -> None:
    assert [(each["sheet"], each["row"], each["column"]) for each in imported.made["problems"]] == [
        ("委託契約一覧", 11, "備考"),
        ("委託契約一覧", 15, "委託先 法人番号"),
        ("委託契約一覧", 19, "契約期間 至"),
    ]
    assert imported.made["problems"] == imported.rehearsed["problems"]


def test_no_individual_number_is_shown_or_recorded(imported: SimpleNamespace) -> None:
    assert "123456789018" not in json.dumps([imported.made, imported.rehearsed, imported.status])
    assert b"123456789018" not in imported.path.read_bytes()


def test_what_is_said_beforehand_is_what_comes(imported: SimpleNamespace) -> None:
    rehearsed, made = imported.rehearsed, imported.made
    assert list(made) == ["batch", "new", "changed", "same", "problems", "reveals"]
    assert rehearsed["batch"] is None
    assert len(made["batch"]) == 12
    assert (
        rehearsed["new"]
        == made["new"]
        == {
            "organisation": 46,
            "contract": 33,
            "subcontract": 39,
            "permission_decision": 38,
            "handling_confirmation": 28,
            "audit": 48,
        }
    )
    assert {tuple(each.items()) for each in rehearsed["reveals"]} == {tuple(each.items()) for each in made["reveals"]}
    assert who([each for each in made["reveals"] if each["rule"] == "R01"]) == lines(WITHOUT_CONFIRMATION)


def test_the_same_file_twice_records_nothing(imported: SimpleNamespace) -> None:
    again = imported.again
    assert (again["batch"], again["new"], again["changed"]) == (None, {}, {})
    assert again["same"] == imported.made["new"]


def test_what_the_ledger_does_not_state_is_presumed_and_says_so(imported: SimpleNamespace) -> None:
    ledger = Ledger.open(imported.path, actor="法務 四郎")
    try:
        with ledger.cursor() as cursor:
            confirmations = cursor.execute(
                "select distinct form, overall, is_presumed from handling_confirmation"
            ).fetchall()
            classes = cursor.execute("select distinct data_class from contract order by 1").fetchall()
            counted = cursor.execute("select sum(finding_count) from audit").fetchone()
            findings = cursor.execute("select count(*) from finding").fetchone()
        assert confirmations == [("summary", "secured", True)]
        assert classes == [("spi",), ("unknown",)]
        assert counted[0] > 0
        assert findings == (0,)
        assert ledger.verify().is_whole
        assert ledger.read("status", as_of=date(2026, 3, 31), contract=None).shape[0] == 72
    finally:
        ledger.close()
