"""An import as one act: rehearsed, recorded whole, withdrawn as one; its mapping is kept for the next file."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kantoku import actions, cli
from kantoku.errors import ChangedSince, InvalidRecord, NotFound, StillReferredTo
from kantoku.imports import columns, problem_book, proposal, run, sheets
from kantoku.imports.columns import Holds
from kantoku.imports.proposal import Proposal
from kantoku.ledger import Ledger
from kantoku.records import KINDS
from tests.ledgers import ACTOR
from tests.office import TODAY, Office
from tests.workbooks import csv, workbook

CONTRACTS = [
    ["契約番号", "件名", "委託先", "法人番号", "契約期間", "特定個人情報", "再委託の取扱い"],
    ["1", "入力", "㈱アルファ", "", "R7.4.1～R9.3.31", "○", "再委託禁止"],
    ["2", "印刷", "㈱アルファ", "", "R7.4.1～R9.3.31", "○", "許諾を要する"],
]
TIERS = [
    ["契約番号", "再委託先", "開始日", "許諾日", "取扱状況確認日"],
    ["1", "㈱ベータ", "R7.5.1", "R7.4.20", "R7.4.10"],
    ["2", "㈱ベータ", "R7.5.1", "R7.4.20", ""],
]
FILE = workbook({"契約": CONTRACTS, "再委託": TIERS})


def proposed(ledger: Ledger, content: bytes = FILE, name: str = "台帳.xlsx") -> Proposal:
    source = sheets.read(name, content)
    found = proposal.tables(source)
    mapped = proposal.suggested(found, run.remembered(ledger))
    return proposal.propose(ledger, source, list(zip(found, mapped, strict=True)))


def hits(ledger: Ledger) -> set[tuple[str, str, str]]:
    rows = ledger.read("attention", as_of=TODAY, rule=None, contract=None)
    return set(zip(rows["rule"], rows["contract_number"], rows["organisation"], strict=True))


def test_what_is_revealed_beforehand_is_what_is_found_afterwards(ledger: Ledger) -> None:
    before, head = proposed(ledger), ledger.head()
    said = run.rehearse(ledger, before, actor=ACTOR)
    assert ledger.head() == head
    assert hits(ledger) == set()
    batch = run.record(ledger, before, actor=ACTOR)
    assert {(each.rule, each.contract_number, each.organisation) for each in said} == hits(ledger)
    assert len(run.revealed_by(ledger, batch)) == len(said)
    assert ("R09", "1", "㈱ベータ") in hits(ledger)


def test_only_what_the_import_brings_is_revealed(office: Office) -> None:
    ledger = office.ledger
    office.subcontract(office.contract(number="9", policy="prohibited"))
    said = run.rehearse(ledger, proposed(ledger), actor=ACTOR)
    assert {each.contract_number for each in said} == {"1", "2"}


def test_one_act_in_the_journal(ledger: Ledger) -> None:
    batch = run.record(ledger, proposed(ledger), actor=ACTOR)
    with ledger.cursor() as cursor:
        rows = cursor.execute("select action, actor, recorded_at from journal where batch = ?", [batch]).fetchall()
    assert len({row[1:] for row in rows}) == 1
    assert [row[0] for row in rows].count("import.made") == 1
    (made,) = run.imports(ledger)
    assert (made.batch, made.facts["file"], made.withdrawn_at) == (batch, "台帳.xlsx", None)
    assert made.facts["new"] == {
        "organisation": 2,
        "contract": 2,
        "subcontract": 2,
        "handling_confirmation": 1,
        "permission_decision": 2,
    }
    assert ledger.verify().is_whole


def test_what_is_recorded_is_what_its_declaration_takes(ledger: Ledger) -> None:
    run.record(ledger, proposed(ledger), actor=ACTOR)
    with ledger.cursor() as cursor:
        rows = cursor.execute("select kind, body from journal where revision > 0").fetchall()
    for kind, body in rows:
        assert KINDS[kind].from_body(body).body() == body


def test_nothing_new_is_not_recorded(ledger: Ledger) -> None:
    run.record(ledger, proposed(ledger), actor=ACTOR)
    head = ledger.head()
    with pytest.raises(run.NothingNew):
        run.record(ledger, proposed(ledger), actor=ACTOR)
    assert ledger.head() == head


def test_withdrawn_as_one_act_and_taken_in_anew(ledger: Ledger) -> None:
    batch = run.record(ledger, proposed(ledger), actor=ACTOR)
    before = ledger.head().seq
    assert run.withdraw(ledger, batch, actor=ACTOR, reason="誤った台帳") == 9
    assert hits(ledger) == set()
    assert run.imports(ledger)[0].withdrawn_at == ledger.clock()
    with ledger.cursor() as cursor:
        entries = cursor.execute(
            "select distinct batch, reason from journal where seq > ? and kind <> 'note'", [before]
        ).fetchall()
    assert [entry[1] for entry in entries] == ["誤った台帳"]
    with pytest.raises(ChangedSince):
        run.withdraw(ledger, batch, actor=ACTOR, reason="もう一度")
    assert run.record(ledger, proposed(ledger), actor=ACTOR) != batch
    assert hits(ledger)
    ledger.rebuild()
    assert hits(ledger)
    assert ledger.verify().is_whole


def test_a_later_state_goes_back_to_the_one_before(ledger: Ledger) -> None:
    run.record(ledger, proposed(ledger), actor=ACTOR)
    later = [CONTRACTS[0], [*CONTRACTS[1][:1], "入力（変更）", *CONTRACTS[1][2:]]]
    change = proposed(ledger, workbook({"契約": later}))
    assert (change.new, change.changed, change.same) == ({}, {"contract": 1}, {"organisation": 1})
    batch = run.record(ledger, change, actor=ACTOR)
    run.withdraw(ledger, batch, actor=ACTOR, reason="誤り")
    register = ledger.read("contracts_numbered", as_of=TODAY, numbers=["1"])
    assert register["title"].tolist() == ["入力"]


def test_not_withdrawn_once_others_build_on_it(ledger: Ledger) -> None:
    batch = run.record(ledger, proposed(ledger), actor=ACTOR)
    contract = ledger.read("contracts_numbered", as_of=TODAY, numbers=["2"])["id"].iloc[0]
    subjects = [{"contract_id": contract, "engagement_id": contract}]
    actions.record_new(ledger, "audit", {"audited_on": "2026-11-01", "subjects": subjects}, actor=ACTOR)
    head = ledger.head()
    with pytest.raises(StillReferredTo):
        run.withdraw(ledger, batch, actor=ACTOR, reason="誤り")
    assert ledger.head() == head


def test_withdrawing_needs_a_reason_and_an_import(ledger: Ledger) -> None:
    batch = run.record(ledger, proposed(ledger), actor=ACTOR)
    with pytest.raises(InvalidRecord):
        run.withdraw(ledger, batch, actor=ACTOR, reason=" ")
    with pytest.raises(NotFound):
        run.withdraw(ledger, "000000000000", actor=ACTOR, reason="誤り")


OWN = [["番号", "こと", "どこ", "いつから"], ["1", "入力", "㈱アルファ", "R7.4.1"]]


def test_a_corrected_mapping_is_kept_for_the_next_file_of_that_shape(ledger: Ledger) -> None:
    source = sheets.read("a.csv", csv(OWN))
    (table,) = proposal.tables(source)
    (mapping,) = proposal.suggested([table], run.remembered(ledger))
    assert mapping.holds is Holds.NOTHING
    wanted = ("contract.number", "contract.title", "org.name", "contract.starts_on")
    corrected = columns.TableMapping(Holds.CONTRACTS, wanted)
    run.record(ledger, proposal.propose(ledger, source, [(table, corrected)]), actor=ACTOR)
    again = proposal.tables(sheets.read("b.csv", csv([OWN[0], ["2", "印刷", "㈱ベータ", "R7.4.1"]])))
    assert proposal.suggested(again, run.remembered(ledger)) == [corrected]


def test_another_meaning_of_a_column() -> None:
    mapping = columns.TableMapping(Holds.CONTRACTS, ("contract.number", "contract.title", "row.kept"))
    assert mapping.with_target(2, "contract.title").targets == ("contract.number", "row.kept", "contract.title")


def test_a_mapping_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, mapping, ledger = tmp_path / "a.csv", tmp_path / "map.json", tmp_path / "kantoku.duckdb"
    file.write_bytes(csv(OWN))
    arguments = ["import", str(file), "--mapping", str(mapping), "--json", "--ledger", str(ledger)]
    assert cli.main([*arguments, "--dry-run"]) == 0
    written = json.loads(mapping.read_text(encoding="utf-8"))
    written["tables"][0]["holds"] = "contracts"
    for column, means in zip(
        written["tables"][0]["columns"],
        ("contract.number", "contract.title", "org.name", "contract.starts_on"),
        strict=True,
    ):
        column["means"] = means
    mapping.write_text(json.dumps(written), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["new"] == {"organisation": 1, "contract": 1}
    mapping.write_text('{"tables": [{"signature": "a", "holds": "x", "columns": []}]}', encoding="utf-8")
    assert cli.main(arguments) == 2


def test_the_command_takes_an_import_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, ledger = tmp_path / "a.xlsx", str(tmp_path / "kantoku.duckdb")
    file.write_bytes(FILE)
    assert cli.main(["import", str(file), "--json", "--ledger", ledger]) == 0
    batch = json.loads(capsys.readouterr().out)["batch"]
    assert cli.main(["import", "--withdraw", batch, "--ledger", ledger]) == 0
    assert batch in capsys.readouterr().out
    assert cli.main(["status", "--format", "json", "--ledger", ledger]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_rows_that_stay_out_come_back_corrected(ledger: Ledger) -> None:
    contracts = [*CONTRACTS, ["3", "窓口", "〃", "", "R7.4.1～R7.2.30", "無", ""]]
    tiers = [*TIERS, ["3", "㈱ガンマ", "R7.5.1", "R7.4.20", ""], ["1", "㈱デルタ 123456789018", "R7.5.1", "", ""]]
    first = proposed(ledger, workbook({"契約": contracts, "再委託": tiers}))
    run.record(ledger, first, actor=ACTOR)
    book = openpyxl.load_workbook(io.BytesIO(problem_book.written(first)))
    assert book.sheetnames == ["契約", "再委託"]
    rows: dict[str, list[Any]] = {
        sheet.title: [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book
    }
    assert "123456789018" not in json.dumps(rows)
    assert [row[0] for row in rows["契約"]] == ["契約番号", "3"]
    assert "R7.2.30" in rows["契約"][1][-1]
    assert rows["契約"][1][2] == "㈱アルファ"
    rows["契約"][1][4] = "R7.4.1～R8.3.31"
    rows["再委託"][2][1] = "㈱デルタ"
    second = proposed(ledger, workbook(rows))
    assert second.problems == second.waiting == ()
    assert second.new == {"contract": 1, "subcontract": 2, "permission_decision": 1, "organisation": 2}
    run.record(ledger, second, actor=ACTOR)
    with ledger.cursor() as cursor:
        notes = cursor.execute("select note from contract union all select note from subcontract").fetchall()
    assert set(notes) == {(None,)}
