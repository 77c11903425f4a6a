"""Lists as CSV and as workbooks, and the register of the oversight, read back as a spreadsheet would."""

import csv
import datetime
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kantoku import wording
from kantoku.exports import files, sheet, table
from kantoku.exports.columns import Column, Kind, of, of_choice
from kantoku.exports.register import ExportFacts, write_register
from kantoku.exports.register_sheets import parameters, sheets
from kantoku.exports.states import PermissionState
from kantoku.exports.workbook import Book
from kantoku.journal import Anchor
from kantoku.ledger import Ledger
from kantoku.records import Audit, Contract, Finding, Incident, PermissionDecision, PermissionRequest, Subcontract
from kantoku.records.base import fields
from kantoku.rules import load
from kantoku.wording import _
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, TODAY, Office

pytestmark = pytest.mark.usefixtures("english")

FORMULAS = ["=1+1", "+81-3-0000-0000", "-2", "@SUM(A1)", "\t=1", "＝1", "－1"]

FRAME = pd.DataFrame(
    {
        "name": ["=cmd|'/c calc'!A1", "株式会社みほん", None],
        "state": ["permitted", "none", None],
        "methods": [["on_site", "interview"], [], None],
        "on": pd.to_datetime(["2026-04-01", None, "1899-05-01"]),
        "at": pd.to_datetime(["2026-04-01 15:30:00", None, None]),
        "yen": pd.array([1234567, -5, None], dtype="Int64"),
        "is_live": pd.array([True, False, None], dtype="boolean"),
        "note": ["一行目\n二行目", " 端の空白 ", "<r><t>x</t></r> & _x0041_"],
    }
)
COLUMNS = {
    "name": "名称",
    "state": of_choice("Permission state", PermissionState),
    **of(Audit, "methods"),
    "on": Column("On", Kind.DATE),
    "at": Column("At", Kind.MOMENT),
    "yen": Column("Yen", Kind.NUMBER),
    "is_live": Column("Live", Kind.BOOLEAN),
    "note": Column("Note", Kind.LONG),
}


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def opened(data: bytes | Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data) if isinstance(data, bytes) else data)


def values(worksheet: Any) -> list[list[Any]]:
    return [list(row) for row in worksheet.iter_rows(values_only=True)]


def column(worksheet: Any, heading: str) -> list[Any]:
    """The values under a heading."""
    headings = [cell.value for cell in worksheet[1]]
    return [row[headings.index(heading)] for row in values(worksheet)[1:]]


class TestCsv:
    def test_begins_with_the_mark_by_which_excel_knows_utf_8(self) -> None:
        assert table.csv_bytes(FRAME, COLUMNS).startswith(b"\xef\xbb\xbf")

    def test_writes_headings_and_values_in_words(self) -> None:
        assert rows_of(table.csv_bytes(FRAME, COLUMNS)) == [
            ["名称", "Permission state", "Methods", "On", "At", "Yen", "Live", "Note"],
            [
                "'=cmd|'/c calc'!A1",
                "Permitted",
                "On site, Interviews",
                "2026-04-01",
                "2026-04-02 00:30",
                "1234567",
                "Yes",
                "一行目\n二行目",
            ],
            ["株式会社みほん", "Never requested", "", "", "", "-5", "No", " 端の空白 "],
            ["", "", "", "1899-05-01", "", "", "", "<r><t>x</t></r> & _x0041_"],
        ]

    def test_speaks_japanese(self) -> None:
        wording.use("ja")
        shown = rows_of(table.csv_bytes(FRAME, {"is_live": "履行中", "state": COLUMNS["state"]}))
        assert shown[:2] == [["履行中", _("Permission state")], ["はい", _("Permitted")]]
        assert shown[2] == ["いいえ", "未申請"]

    @pytest.mark.parametrize("text", FORMULAS)
    def test_no_text_can_become_a_formula(self, text: str) -> None:
        assert rows_of(table.csv_bytes(pd.DataFrame({"a": [text]}), {"a": text}))[1] == [f"'{text}"]

    def test_a_bare_heading_takes_the_kind_of_what_stands_under_it(self) -> None:
        shown = rows_of(table.csv_bytes(FRAME, {name: name for name in ("on", "at", "yen", "is_live", "methods")}))
        assert shown[1] == ["2026-04-01", "2026-04-02 00:30", "1234567", "Yes", "on_site, interview"]

    def test_an_empty_list_keeps_its_headings(self) -> None:
        assert rows_of(table.csv_bytes(FRAME.iloc[:0], COLUMNS)) == [
            ["名称", "Permission state", "Methods", "On", "At", "Yen", "Live", "Note"]
        ]


class TestWorkbook:
    def test_dates_and_numbers_are_real(self) -> None:
        page = opened(table.workbook_bytes(FRAME, COLUMNS)).active
        assert column(page, "On")[0] == datetime.datetime(2026, 4, 1)
        assert column(page, "At")[0] == datetime.datetime(2026, 4, 2, 0, 30)
        assert column(page, "Yen") == [1234567, -5, None]
        assert page["F2"].number_format == "#,##0"
        assert page["F2"].alignment.horizontal == "right"

    @pytest.mark.parametrize(("language", "shown"), [("ja", '[$-411]ggge"年"m"月"d"日"'), ("en", "yyyy-mm-dd")])
    def test_dates_are_shown_in_the_calendar_of_the_language(self, language: str, shown: str) -> None:
        wording.use(language)
        page = opened(table.workbook_bytes(FRAME, COLUMNS)).active
        assert page["D2"].number_format == shown
        assert page["D2"].is_date

    def test_a_day_that_excel_cannot_count_is_a_text(self) -> None:
        assert column(opened(table.workbook_bytes(FRAME, COLUMNS)).active, "On")[2] == "1899-05-01"

    @pytest.mark.parametrize("text", FORMULAS)
    def test_no_text_can_become_a_formula(self, text: str) -> None:
        cell = opened(table.workbook_bytes(pd.DataFrame({"a": [text]}), {"a": "A"})).active["A2"]
        assert (cell.value, cell.data_type) == (text, "s")
        assert cell.number_format == "@"  # so it stays a text when someone edits it

    def test_is_made_to_be_worked_with(self) -> None:
        page = opened(table.workbook_bytes(FRAME, COLUMNS)).active
        assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:H4")
        assert page["A2"].font.name == "BIZ UDPゴシック"
        assert page["A2"].alignment.wrap_text
        assert page.column_dimensions["A"].width > 6
        assert page.row_dimensions[2].height > 20  # a note of two lines
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$1:$1"

    def test_what_looks_like_markup_stays_what_was_typed(self) -> None:
        data = table.workbook_bytes(FRAME, COLUMNS)
        assert column(opened(data).active, "Note")[:2] == ["一行目\n二行目", " 端の空白 "]
        written = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
        assert "&lt;r&gt;&lt;t&gt;x&lt;/t&gt;&lt;/r&gt; &amp; _x005F_x0041_" in written

    def test_the_facts_stand_on_a_sheet_of_their_own(self) -> None:
        book = opened(table.workbook_bytes(FRAME, COLUMNS, [("Office", "荒川区"), ("Note", "=1+1")]))
        assert book.sheetnames == ["The list", "About this output"]
        assert values(book["About this output"])[2:] == [["Office", "荒川区"], ["Note", "=1+1"]]

    def test_a_text_longer_than_a_cell_says_that_it_was_cut(self) -> None:
        cell = opened(table.workbook_bytes(pd.DataFrame({"a": ["𠮷" * 20_000]}), {"a": "A"})).active["A2"]
        assert len(cell.value.encode("utf-16-le")) // 2 <= 32_767
        assert cell.value.startswith("𠮷" * 16_000)
        assert cell.value.endswith("(cut here: a cell holds no more)")

    def test_a_list_longer_than_a_sheet_goes_on_on_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheet, "ROWS", 4)
        book = opened(table.workbook_bytes(pd.DataFrame({"a": list("abcdefg")}), {"a": "A"}))
        assert book.sheetnames == ["The list", "The list (2)", "The list (3)"]
        assert [column(page, "A") for page in book] == [list("abc"), list("def"), ["g"]]

    def test_a_long_sheet_is_written_in_pieces_without_a_seam(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheet, "_CHUNK", 7)
        monkeypatch.setattr(sheet, "_IN_MEMORY", 1)
        frame = pd.DataFrame({"n": range(50), "t": [f"t{n}" if n % 3 else None for n in range(50)]})
        page = opened(table.workbook_bytes(frame, {"n": "N", "t": "T"})).active
        assert values(page)[1:] == [[n, f"t{n}" if n % 3 else None] for n in range(50)]
        assert page.dimensions == "A1:B51"

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), min_size=1))
    def test_every_text_comes_back_as_it_was(self, texts: list[str]) -> None:
        kept = [text.replace("\ufffe", "").replace("\uffff", "").replace("_x", "") or "a" for text in texts]
        page = opened(table.workbook_bytes(pd.DataFrame({"a": kept}), {"a": "A"})).active
        assert column(page, "A") == kept

    def test_a_sheet_may_be_called_anything(self) -> None:
        out = io.BytesIO()
        book = Book(out)
        book.add_table("契約[1]: 令和8年度/税務課 の一覧（長い名前なので切られる）", FRAME, {"name": Column("A")})
        book.close()
        assert opened(out.getvalue()).sheetnames == ["契約 1   令和8年度 税務課 の一覧（長い名前なので切られ"]


class TestWholeFiles:
    def test_what_failed_half_way_leaves_nothing_and_keeps_what_was_there(self, tmp_path: Path) -> None:
        target = tmp_path / "a.xlsx"
        target.write_bytes(b"before")
        with pytest.raises(TypeError), files.written_whole(target) as file:
            file.writelines([b"half", "not bytes"])  # type: ignore[list-item]
        assert target.read_bytes() == b"before"
        assert list(tmp_path.iterdir()) == [target]

    def test_a_folder_that_is_not_there_is_told_in_a_sentence(self, tmp_path: Path) -> None:
        with (
            pytest.raises(files.NotWritable, match="No such file or directory"),
            files.written_whole(tmp_path / "b" / "a"),
        ):
            pass


@pytest.fixture
def office(request: pytest.FixtureRequest, path: Path, clock: Clock) -> Iterator[Office]:
    """An office that has the case on record, for who asks for it, or nothing."""
    has_case = "case" in request.fixturenames
    office = ledgers.after(record_case).opened(path, clock) if has_case else Office(ledgers.new(path, clock))
    yield office
    office.ledger.close()


@pytest.fixture
def ledger(office: Office) -> Ledger:
    return office.ledger


@pytest.fixture
def case(office: Office) -> SimpleNamespace:
    """A chain of three tiers with what goes with it, a loop, and what was recorded a day later."""
    return SimpleNamespace(**ledgers.after(record_case).told)


def record_case(office: Office, clock: Clock) -> dict[str, Any]:
    contract = office.contract(
        number="契約-001", clauses=[{"code": "C01", "state": "present"}, {"code": "C02", "state": "absent"}]
    )
    second = office.subcontract(contract, work="=危険な式()")
    third = office.subcontract(second)
    other = office.subcontract(contract)
    asked = office.request(second)
    decision = office.permit(second, request_id=asked, conditions=[{"text": "再々委託は不可"}])
    office.decide(third, refuses=False, decided_on="2026-11-10", **PAPER)
    audit = office.audit(contract, second, auditors=[{"organisation": "監査法人みほん", "name": "監査 太郎"}])
    office.finding(second)
    plain = office.contract(number="契約-002", data_class="none", policy="unrestricted")
    first = office.subcontract(plain)
    under_it = office.subcontract(first)
    office.revise("subcontract", first, parent_id=under_it, refuses=False)
    before = office.ledger.head()
    clock.passes(days=1)
    later = office.audit(third, audited_on=TODAY)
    return {name: value for name, value in locals().items() if name not in {"office", "clock"}}


@pytest.fixture
def write(ledger: Ledger, case: SimpleNamespace, tmp_path: Path) -> Any:
    """Writes the register and opens it."""

    def written(language: str = "en", **clocks: Any) -> tuple[ExportFacts, openpyxl.Workbook]:
        target = tmp_path / "register.xlsx"
        facts = write_register(ledger, target, as_of=TODAY, actor="法務 次郎", language=language, **clocks)
        return facts, opened(target)

    return written


class TestRegister:
    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_sheets_and_headings_are_in_the_language(self, write: Any, language: str) -> None:
        _facts, book = write(language)
        wording.use(language)
        expected = sheets()
        titles = [_(each.title) for each in expected]
        assert book.sheetnames == [_("About this output"), *titles, _("Column dictionary")]
        for each in expected:
            assert [cell.value for cell in book[_(each.title)][1]] == [
                _(column.heading) for column in each.columns.values()
            ]

    def test_japanese_is_what_the_office_says(self, write: Any) -> None:
        _facts, book = write("ja")
        assert book.sheetnames[0] == "この出力について"
        assert {"再委託系統", "許諾", "規則該当"} <= set(book.sheetnames)
        assert book["再委託系統"]["M1"].value == "許諾日"

    def test_the_chain_stands_as_a_tree(self, write: Any, case: SimpleNamespace) -> None:
        page = write()[1]["Chain of subcontracting"]
        ids = column(page, "Record id")
        assert ids[0] == case.contract
        assert ids.index(case.third) == ids.index(case.second) + 1
        assert set(ids) == {case.contract, case.second, case.third, case.other, case.plain}
        last = page.max_column - 1
        indents = {row[last].value: row[2].alignment.indent for row in page.iter_rows(min_row=2)}
        assert [indents[id_] for id_ in (case.contract, case.second, case.third)] == [0, 2, 4]

    def test_what_was_typed_never_becomes_a_formula(self, write: Any) -> None:
        book = write()[1]
        assert "=危険な式()" in column(book["Chain of subcontracting"], "Work entrusted")
        assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]

    def test_requests_stand_with_their_decisions(self, write: Any, case: SimpleNamespace) -> None:
        page = write()[1]["Permission requests, decisions"]
        [row] = [row for row in values(page) if case.decision in row]
        assert case.asked in row
        assert {"Permitted", "Made here", "再々委託は不可", 1, datetime.datetime(2026, 11, 20)} <= set(row)
        assert column(page, "Confirmed before the decision on").count(datetime.datetime(2026, 11, 20)) == 1
        assert column(page, "Decision logged at")[0] == datetime.datetime(2026, 11, 20, 12, 0)

    def test_an_audit_has_a_row_for_each_subject(self, write: Any, case: SimpleNamespace) -> None:
        page = write()[1]["Audits"]
        assert column(page, "Record id").count(case.audit) == 2
        assert column(page, "Auditors")[0] == "監査法人みほん 監査 太郎"

    @pytest.mark.usefixtures("case")
    def test_required_clauses_are_missed_where_the_data_is_spi(self, ledger: Ledger) -> None:
        frame = ledger.read("export_contracts", as_of=TODAY, **parameters("export_contracts")).set_index("number")
        assert list(frame["unseen_clauses"]["契約-001"]) == [f"C{nth:02d}" for nth in range(2, 11)]
        assert pd.isna(frame["unseen_clauses"]["契約-002"])

    def test_rule_hits_say_what_they_mean(self, write: Any) -> None:
        page = write()[1]["Rule hits"]
        rules = column(page, "Rule no.")
        assert {"R01", "R06", "R35"} <= set(rules)
        at = rules.index("R01")
        assert column(page, "What the rule is about")[at] == load()["R01"].title
        assert column(page, "What the rule found")[at].startswith("Permitted on 2026-11-10: there is no")
        assert column(page, "Gravity") == sorted(
            column(page, "Gravity"), key=["Breach", "Past its date", "Something missing"].index
        )

    def test_reports_incidents_and_disposals_have_sheets(
        self, write: Any, office: Office, case: SimpleNamespace
    ) -> None:
        report = office.report(
            case.contract, period_until_on="2026-09-30", clauses=[{"code": "C05", "state": "partly"}]
        )
        incident = office.incident(case.second, reportable_kinds=["4-a"], persons=250)
        disposal = office.dispose(case.other, certificate=None, no_certificate_reason="立会い")
        book = write()[1]
        reports, incidents, disposals = (
            book[title] for title in ("Periodic reports", "Incidents", "Returns and disposals of data")
        )
        assert column(reports, "Record id") == [report]
        assert column(reports, "Days late") == [37]
        assert len(column(reports, "Clauses not, or only partly, kept")[0]) > len("C05")
        assert column(incidents, "Record id") == [incident]
        assert column(incidents, "Report to the Commission") == ["Must be reported"]
        assert column(incidents, "First report due on") == [datetime.datetime(2026, 11, 25)]
        assert column(disposals, "Record id") == [disposal]
        assert column(disposals, "Filled in completely") == ["Yes"]

    def test_what_is_recorded_of_a_contract_and_its_chain_leaves_too(
        self, write: Any, office: Office, case: SimpleNamespace
    ) -> None:
        places = [{"address": "見本県凪野市中央1-1"}, {"address": "9 Sample St", "country": "US"}]
        known = {"places": places, "data_items": ["氏名", "住所"], "handlers": 4, "persons_count": 1200}
        office.revise("subcontract", case.second, **known)
        office.revise(
            "contract",
            case.contract,
            **known,
            transfers=["paper"],
            affair_name="住民税の賦課",
            clauses=[{"code": "C01", "state": "present", "article": "第5条"}, {"code": "C02", "state": "present"}],
            assessed_items=[{"code": "SE1", "result": "conditional", "note": "認証の更新待ち"}],
            reporting_interval="quarterly",
        )
        book = write()[1]
        chain, contracts = (book[title] for title in ("Chain of subcontracting", "Contracts for entrusted work"))
        for page, record in ((chain, case.second), (contracts, case.contract)):
            row = column(page, "Record id").index(record)
            assert column(page, "Places of work and storage")[row] == "見本県凪野市中央1-1 JP, 9 Sample St US"
            assert column(page, "Data items")[row] == "氏名, 住所"
            assert (column(page, "Number of handlers")[row], column(page, "Persons concerned (count)")[row]) == (
                4,
                1200,
            )
        row = column(contracts, "Record id").index(case.contract)
        for heading, said in {
            "Name of the affair": "住民税の賦課",
            "Article in the contract": "C01 第5条",
            "Assessment of the selection": "SE1 Fit on conditions",
            "Grounds": "SE1 認証の更新待ち",
            "Reports of the contractor": "Quarterly",
            "How the data is handed to the contractor": "Paper",
        }.items():
            assert column(contracts, heading)[row] == said

    def test_what_was_asked_decided_and_found_leaves_in_full(
        self, write: Any, office: Office, case: SimpleNamespace
    ) -> None:
        scope = {"permitted_places": [{"address": "見本県凪野市中央1-1"}], "permitted_data_items": ["氏名"]}
        office.revise(
            "permission_decision", case.decision, refuses=False, capacity="proxy", is_work_within=True, **scope
        )
        office.revise("permission_request", case.asked, opinion="適当", drafted_by="契約 花子", pia_impact="none")
        first = office.finding(case.second, number="指摘-1", content="施錠がない。", found_on="2026-06-01")
        check = {"contract_id": case.contract, "checked_on": "2026-11-01", "is_found": True}
        again = office.finding(case.second, recurs_id=first, is_recurrence=True, lateral_checks=[check])
        office.incident(
            case.second, systems=["税システム"], publication="公表した。", other="なし", streams=[{"stream": "public"}]
        )
        book = write()[1]
        page = book["Permission requests, decisions"]
        row = column(page, "Record id of the decision").index(case.decision)
        for heading, said in {
            "Places permitted": "見本県凪野市中央1-1 JP",
            "Data items permitted": "氏名",
            "The work lies within that of the tier above": "Yes",
            "Decided in what capacity": "For one who is absent (daiketsu)",
            "Officer's opinion": "適当",
            "Drafted by": "契約 花子",
            "Effect on the PIA": "No effect on the PIA",
        }.items():
            assert column(page, heading)[row] == said
        page = book["Findings"]
        row = column(page, "Record id").index(again)
        recurs = column(page, "The finding that recurs, or was found elsewhere first")
        assert recurs[row] == "指摘-1 2026-06-01 施錠がない。"
        assert not recurs[column(page, "Record id").index(first)]
        assert column(page, "Checked elsewhere")[row] == "契約-001 2026-11-01"
        assert column(page, "The same was found there")[row] == "契約-001"
        page = book["Incidents"]
        assert column(page, "Systems concerned") == ["税システム"]
        assert column(page, "7 Publication") == ["公表した。"]
        assert column(page, "The office's own work") == ["Information of residents and the press To be done"]

    def test_what_there_is_none_of_has_its_sheet_too(self, ledger: Ledger, office: Office) -> None:
        office.contract()
        out = io.BytesIO()
        facts = write_register(ledger, out, as_of=TODAY, actor="法務 次郎", language="en")
        assert facts.rows["findings"] == facts.rows["incidents"] == 0
        assert values(opened(out.getvalue())["Findings"])[0][0] == "Finding no."

    def test_the_dictionary_tells_every_column(self, write: Any) -> None:
        _facts, book = write("ja")
        told = {(row[0], row[1]) for row in values(book["列の説明"])[1:]}
        wording.use("ja")
        for each in sheets():
            assert {(_(each.title), cell.value) for cell in book[_(each.title)][1]} <= told

    def test_the_cover_says_how_to_check_it(self, write: Any, ledger: Ledger) -> None:
        facts, book = write()
        cover = {row[0]: row[1] for row in values(book.worksheets[0])[2:]}
        assert cover["As of"] == "2026-11-20 (令和8年11月20日)"
        assert cover["Head of the journal"] == facts.anchor
        assert cover["Made by"] == "法務 次郎"
        assert f"Contracts for entrusted work: {facts.rows['contracts']}" in cover["Rows on each sheet"]
        anchor = re.search(r"verify --anchor (\d+):([0-9a-f]{64})", cover["How to check it"])
        assert ledger.verify([Anchor(int(anchor[1]), anchor[2])]).is_whole

    def test_the_cover_says_where_the_policy_asks_less(self, write: Any, ledger: Ledger) -> None:
        Office(ledger).policy(separation="relaxed")
        _facts, book = write()
        cover = {row[0]: row[1] for row in values(book.worksheets[0])[2:]}
        assert "R14 is not applied" in cover["Separation relaxed"]
        Office(ledger).policy(separation="required")
        assert "Separation relaxed" not in {row[0] for row in values(write()[1].worksheets[0])[2:]}

    def test_the_facts_are_those_of_the_file(self, write: Any, ledger: Ledger, tmp_path: Path) -> None:
        facts, book = write()
        assert facts.sha256 == hashlib.sha256((tmp_path / "register.xlsx").read_bytes()).hexdigest()
        assert facts.rows == {
            each.key: book[_(each.title)].max_row - 1 for each in sheets() if _(each.title) in book.sheetnames
        }
        ledger.note("export.made", facts.note("register.xlsx"), actor="法務 次郎")
        assert facts.note("register.xlsx")["as_of"] == "2026-11-20"

    def test_an_earlier_moment_shows_what_was_known_then(self, write: Any, case: SimpleNamespace) -> None:
        facts, book = write(known_at=case.before.recorded_at)
        assert (facts.at_seq, facts.anchor) == (case.before.seq, f"{case.before.seq}:{case.before.hash}")
        assert case.later not in column(book["Audits"], "Record id")
        assert case.later in column(write()[1]["Audits"], "Record id")

    def test_the_empty_ledger_has_a_register_too(self, ledger: Ledger) -> None:
        out = io.BytesIO()
        facts = write_register(ledger, out, as_of=TODAY, actor="法務 次郎", language="ja", at_seq=0)
        assert facts.anchor == f"0:{'0' * 64}"
        assert set(facts.rows.values()) == {0}

    def test_the_language_of_the_caller_stays(self, write: Any) -> None:
        write("ja")
        assert wording.language() == "en"


class TestAttention:
    def read(self, ledger: Ledger, **chosen: str) -> pd.DataFrame:
        return ledger.read("attention", as_of=TODAY, **({"rule": None, "contract": None} | chosen))

    @pytest.mark.usefixtures("case")
    def test_is_worst_first_then_oldest(self, ledger: Ledger) -> None:
        found = self.read(ledger)
        levels = found["level"].map(["breach", "overdue", "incomplete"].index)
        assert levels.is_monotonic_increasing
        for _level, since in found.groupby("level")["since"]:
            assert since.dropna().is_monotonic_increasing

    def test_holds_every_hit(self, ledger: Ledger, case: SimpleNamespace) -> None:
        expected = [*ledger.hits(as_of=TODAY, scope=case.contract), *ledger.hits(as_of=TODAY, scope=case.plain)]
        assert len(self.read(ledger)) == len(expected)

    def test_what_no_chain_reaches_is_listed_with_its_organisation(self, ledger: Ledger, case: SimpleNamespace) -> None:
        loops = self.read(ledger, rule="R35")
        assert set(loops["engagement_id"]) == {case.first, case.under_it}
        assert loops["tier"].isna().all()
        assert loops["organisation"].notna().all()
        assert set(loops["contract_number"]) == {"契約-002"}

    def test_one_contract_or_one_rule(self, ledger: Ledger, case: SimpleNamespace) -> None:
        assert set(self.read(ledger, contract="契約-001")["contract_id"]) == {case.contract}
        assert set(self.read(ledger, rule="R01")["rule"]) == {"R01"}


# What stands on a sheet under another name, and what is left to the record itself.
ELSEWHERE = {
    "contracts": {"organisation_id", "clauses", "previous_id"},
    "chain": {"contract_id", "parent_id", "organisation_id", "clauses", "previous_id"},
    "permissions": {"contract_id", "engagement_id", "conditions"},
    "audits": {"subjects", "schedule", "items_version", "items", "finding_count"},
    "findings": {
        "audit_id", "incident_id", "confirmation_id", "contract_id", "engagement_id", "lateral_checks", "recurs_id"
    },
    "incidents": {"contract_id", "engagement_id", "knowledge"},
}  # fmt: skip
RECORDED = {
    "contracts": (Contract,),
    "chain": (Subcontract,),
    "permissions": (PermissionRequest, PermissionDecision),
    "audits": (Audit,),
    "findings": (Finding,),
    "incidents": (Incident,),
}


def test_the_register_leaves_out_nothing_that_is_recorded() -> None:
    for each in sheets():
        declared = {field.name for record in RECORDED.get(each.key, ()) for field in fields(record)}
        assert declared - each.columns.keys() == ELSEWHERE.get(each.key, set()), each.key


def test_no_two_columns_of_a_sheet_are_called_the_same() -> None:
    for language in ("ja", "en"):
        wording.use(language)
        for each in sheets():
            headings = [_(column.heading) for column in each.columns.values()]
            assert len(set(headings)) == len(headings), sorted({h for h in headings if headings.count(h) > 1})


def test_a_column_of_the_declaration_needs_no_heading_of_its_own() -> None:
    assert of(Contract, "amount", "data_class")["amount"] == Column("Amount (yen)", Kind.NUMBER)
    assert _(of(Contract, "data_class")["data_class"].labels["spi"]) == "Specific Personal Information"
