"""Ledgers of many shapes: other names of columns, the chain in columns, titles, two header rows, marks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from kantoku.imports import proposal, run, sheets
from kantoku.imports.proposal import Proposal
from kantoku.ledger import Ledger
from kantoku.my_number import corporate_number
from tests.ledgers import ACTOR
from tests.workbooks import Rows, csv, workbook

DAY = date(2026, 3, 31)
# Corporate numbers of invented organisations, by a letter.
A, B = (corporate_number(f"99999900000{nth}") for nth in (1, 2))


@dataclass
class Taken:
    """What a file put on record."""

    ledger: Ledger
    proposed: Proposal

    @property
    def chain(self) -> list[tuple[str, int, str, str | None, str]]:
        """(contract, tier, organisation, under whom, state of the permission) of every engagement."""
        rows = self.ledger.read("status", as_of=DAY, contract=None)
        return [
            (
                row.contract_number,
                row.tier,
                row.organisation,
                row.parent_organisation if isinstance(row.parent_organisation, str) else None,
                row.permission_state,
            )
            for row in rows.itertuples()
        ]

    def column(self, kind: str, name: str) -> list[Any]:
        with self.ledger.cursor() as cursor:
            return [row[0] for row in cursor.execute(f"select {name} from {kind} order by seq_from").fetchall()]

    @property
    def problems(self) -> list[tuple[int, str]]:
        return [(each.row, each.column) for each in self.proposed.problems]


@pytest.fixture
def take(ledger: Ledger) -> Callable[..., Taken]:
    """Imports a file with what its columns are taken for by themselves; twice, and nothing comes of the second time."""

    def taken(content: bytes, name: str = "台帳.xlsx") -> Taken:
        def propose() -> Proposal:
            source = sheets.read(name, content)
            found = proposal.tables(source)
            return proposal.propose(ledger, source, list(zip(found, proposal.suggested(found, {}), strict=True)))

        first = propose()
        if not first.is_empty:
            run.record(ledger, first, actor=ACTOR)
            again = propose()
            assert again.is_empty, (again.new, again.changed)
            assert again.same == first.new + first.changed + first.same
        return Taken(ledger, first)

    return taken


FLAT: Rows = [
    [
        "契約番号",
        "契約件名",
        "担当課",
        "受託者",
        "期間（自）",
        "期間（至）",
        "マイナンバー",
        "再委託先",
        "再委託先法人番号",
        "再委託承認日",
        "再々委託先",
        "再々委託承認日",
    ],
    [
        "7-001",
        "住民税データ入力",
        "税務課",
        "㈱アルファ",
        "R7.4.1",
        "R8.3.31",
        "○",
        "ベータ株式会社",
        B,
        "R7.3.20",
        "有限会社ガンマ",
        "R7.3.25",
    ],
    ["7-001", "住民税データ入力", "税務課", "㈱アルファ", "R7.4.1", "R8.3.31", "○", "（株）デルタ", "", "", "", ""],
    ["7-002", "封入封緘", "", "ｱﾙﾌｧ(株)", "R7.4.1", "R8.3.31", "", "", "", "", "", ""],
]


def test_one_flat_sheet_with_the_chain_in_columns(take: Callable[..., Taken]) -> None:
    taken = take(workbook({"台帳": FLAT}))
    assert taken.problems == []
    assert taken.chain == [
        ("7-001", 1, "㈱アルファ", None, "not_required"),
        ("7-001", 2, "ベータ株式会社", "㈱アルファ", "permitted"),
        ("7-001", 2, "（株）デルタ", "㈱アルファ", "none"),
        ("7-001", 3, "有限会社ガンマ", "ベータ株式会社", "permitted"),
        ("7-002", 1, "㈱アルファ", None, "not_required"),
    ]
    assert taken.column("contract", "section") == ["税務課", "税務課"]
    assert taken.column("contract", "data_class") == ["spi", "unknown"]


def test_what_a_chain_in_columns_says_once_holds_for_the_rows_below(take: Callable[..., Taken]) -> None:
    rows = [FLAT[0], FLAT[1], ["", "", "", "", "", "", "", "", "", "", "㈱デルタ", "R7.3.26"]]
    assert [row[1:4] for row in take(workbook({"台帳": rows})).chain] == [
        (1, "㈱アルファ", None),
        (2, "ベータ株式会社", "㈱アルファ"),
        (3, "㈱デルタ", "ベータ株式会社"),
        (3, "有限会社ガンマ", "ベータ株式会社"),
    ]


def test_csv_in_cp932(take: Callable[..., Taken]) -> None:
    taken = take(csv(FLAT, "cp932"), "台帳.csv")
    assert len(taken.chain) == 5
    assert taken.proposed.new["organisation"] == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_other_encodings(take: Callable[..., Taken], encoding: str) -> None:
    assert len(take(csv(FLAT, encoding), "台帳.csv").chain) == 5


def test_titles_two_header_rows_merged_cells_and_notes(take: Callable[..., Taken]) -> None:
    rows = [
        ["令和７年度 業務委託台帳", "", "", "", "", "", "", ""],
        ["（情報政策課作成）"],
        [],
        ["所属", "番号", "業務名", "受託者", "", "履行期間", "", "摘要"],
        ["", "", "", "名称", "法人番号", "開始", "終了", ""],
        ["税務課", "契-1", "課税資料の入力", "株式会社アルファ", A, "令和７年４月１日", "令和８年３月３１日", ""],
        ["", "契-2", "納税通知書の印刷", "ベータ㈱", B, "〃", "〃", "単価契約"],
        ["小計", "", "", "", "", "", "", ""],
        ["", "契-3", "窓口", "〃", "〃", "2025/10/1", "同上", ""],
        ["", "", "", "", "", "", "", ""],
        ["※ 単価契約は見込額"],
    ]
    merged = {"台帳": ["A1:H1", "A4:A5", "D4:E4", "F4:G4", "A6:A7"]}
    rows[3][1] = "契約番号"
    taken = take(workbook({"台帳": rows}, merged))
    assert taken.problems == []
    assert [(row[0], row[2]) for row in taken.chain] == [
        ("契-1", "株式会社アルファ"),
        ("契-2", "ベータ㈱"),
        ("契-3", "ベータ㈱"),
    ]
    assert taken.column("contract", "section") == ["税務課"] * 3
    assert taken.column("contract", "starts_on") == [date(2025, 4, 1), date(2025, 4, 1), date(2025, 10, 1)]
    assert taken.column("contract", "ends_on") == [date(2026, 3, 31)] * 3
    assert taken.column("contract", "note") == [None, "単価契約", None]


def test_two_header_rows_in_csv(take: Callable[..., Taken]) -> None:
    rows = [
        ["契約", "", "受託者", "", "契約期間", ""],
        ["番号", "件名", "名称", "法人番号", "自", "至"],
        ["1-1", "入力", "㈱アルファ", A, "2025/4/1", "2026/3/31"],
    ]
    taken = take(csv(rows), "台帳.csv")
    assert taken.problems == []
    assert [row[:3] for row in taken.chain] == [("1-1", 1, "㈱アルファ")]


def test_several_tables_below_one_another(take: Callable[..., Taken]) -> None:
    head = ["契約番号", "件名", "委託先", "開始日", "終了日"]
    rows = [
        ["■税務課"],
        head,
        ["1", "入力", "㈱アルファ", "R7.4.1", "R8.3.31"],
        [],
        ["■戸籍住民課"],
        head,
        ["2", "印刷", "㈱ベータ", "R7.4.1", "R8.3.31"],
    ]
    assert [row[0] for row in take(workbook({"台帳": rows})).chain] == ["1", "2"]


def test_subcontracts_that_name_their_contract_only_in_the_first_row(take: Callable[..., Taken]) -> None:
    content = workbook(
        {
            "契約": [
                ["契約No.", "委託業務名", "業者名", "契約日", "契約期間"],
                ["1", "入力", "㈱アルファ", "", "R7.4.1～R8.3.31"],
            ],
            "再委託": [
                ["契約No.", "再委託先", "業務内容", "承諾年月日", "承諾の有無", "安全管理措置確認日"],
                ["1", "㈱ベータ", "パンチ", "令和7年5月1日", "承諾", "2025/4/20"],
                ["", "㈱ガンマ", "配送", "令和7年5月1日", "不承諾", ""],
            ],
        }
    )
    taken = take(content)
    assert taken.problems == []
    assert [row[1:] for row in taken.chain] == [
        (1, "㈱アルファ", None, "not_required"),
        (2, "㈱ガンマ", "㈱アルファ", "refused"),
        (2, "㈱ベータ", "㈱アルファ", "permitted"),
    ]
    assert taken.column("contract", "ends_on") == [date(2026, 3, 31)]
    assert taken.column("subcontract", "ends_on") == [None, None]


def test_a_tier_whose_parent_nobody_knows_stays_out_with_what_stands_below(take: Callable[..., Taken]) -> None:
    content = workbook(
        {
            "契約": [["契約番号", "件名", "委託先", "開始日"], ["1", "入力", "㈱アルファ", "R7.4.1"]],
            "再委託": [
                ["契約番号", "再委託元", "再委託先", "開始日"],
                ["1", "㈱オメガ", "㈱ベータ", "R7.4.1"],
                ["1", "㈱ベータ", "㈱ガンマ", "R7.4.1"],
                ["9", "㈱アルファ", "㈱デルタ", "R7.4.1"],
                ["1", "㈱アルファ", "㈱デルタ", "R7.4.1"],
            ],
        }
    )
    taken = take(content)
    assert taken.problems == [(2, "再委託元"), (4, "契約番号")]
    assert [(each.row, each.for_row) for each in taken.proposed.waiting] == [(3, 2)]
    assert [row[2] for row in taken.chain] == ["㈱アルファ", "㈱デルタ"]


def test_columns_that_nobody_knows_are_kept_in_the_note(take: Callable[..., Taken]) -> None:
    rows = [
        ["契約番号", "件名", "委託先", "開始日", "予算科目", "備考"],
        ["1", "入力", "㈱アルファ", "R7.4.1", "2-1-3", "単価"],
        ["2", "入力2", "㈱アルファ", "R7.4.1", "", ""],
    ]
    assert take(workbook({"台帳": rows})).column("contract", "note") == ["単価\n予算科目：2-1-3", None]


def test_audits_and_confirmations_on_sheets_of_their_own(take: Callable[..., Taken]) -> None:
    content = workbook(
        {
            "契約": [["契約番号", "件名", "委託先", "開始日"], ["1", "入力", "㈱アルファ", "R7.4.1"]],
            "再委託": [["契約番号", "再委託先", "開始日"], ["1", "㈱ベータ", "R7.4.1"]],
            "監査": [
                ["検査日", "業者名", "契約番号", "検査方法", "指摘"],
                ["R7.9.1", "ベータ（株）", "1", "現地", "2件"],
            ],
            "確認": [["確認日", "業者名", "契約番号", "確認者"], ["R7.4.2", "㈱ベータ", "1", "情報 太郎"]],
        }
    )
    taken = take(content)
    assert taken.problems == []
    assert taken.column("audit", "finding_count") == [2]
    assert taken.column("audit", "methods") == [["on_site"]]
    assert taken.column("handling_confirmation", "confirmed_by") == ["情報 太郎"]
    status = taken.ledger.read("status", as_of=DAY, contract=None)
    assert status["last_audited_on"].notna().tolist() == [False, True]
    assert status["confirmed_on"].notna().tolist() == [False, True]


def test_one_organisation_under_many_spellings(take: Callable[..., Taken]) -> None:
    names = ["株式会社アルファ", "㈱アルファ", "（株）アルファ", "ｱﾙﾌｧ㈱", "株式会社　アルファ"]
    rows = [
        ["契約番号", "件名", "委託先", "開始日"],
        *([str(n), f"入力{n}", name, "R7.4.1"] for n, name in enumerate(names)),
    ]
    rows.append(["9", "別", "有限会社アルファ", "R7.4.1"])
    assert take(workbook({"台帳": rows})).proposed.new["organisation"] == 2


def test_a_contract_stated_twice_in_different_words(take: Callable[..., Taken]) -> None:
    rows = [
        ["契約番号", "件名", "委託先", "契約金額"],
        ["1", "入力", "㈱アルファ", "1,000"],
        ["1", "入力", "㈱アルファ", "2,000"],
    ]
    taken = take(workbook({"台帳": rows}))
    assert taken.problems == [(3, "契約金額")]
    assert taken.column("contract", "amount") == [1000]


def test_what_changed_in_the_next_file_is_a_later_state(take: Callable[..., Taken]) -> None:
    head = ["契約番号", "件名", "委託先", "契約金額", "備考"]
    take(workbook({"台帳": [head, ["1", "入力", "㈱アルファ", "1,000", "単価"]]}))
    taken = take(workbook({"台帳": [head, ["1", "入力", "㈱アルファ", "2,000", ""]]}))
    assert taken.proposed.changed == {"contract": 1}
    assert taken.column("contract", "amount") == [1000, 2000]
    assert taken.column("contract", "note") == ["単価", "単価"]


def test_a_day_that_has_not_come_makes_an_audit_a_plan(take: Callable[..., Taken]) -> None:
    rows = [
        ["契約番号", "件名", "委託先", "契約期間", "前回監査日"],
        ["1", "入力", "㈱アルファ", "R7.4.1～R9.3.31", "2027/1/10"],
    ]
    taken = take(workbook({"台帳": rows}))
    assert taken.column("audit", "audited_on") == [None]
    assert taken.column("audit", "planned_on") == [date(2027, 1, 10)]


def test_a_permission_without_its_day_is_kept_in_the_note(take: Callable[..., Taken]) -> None:
    content = workbook(
        {
            "契約": [["契約番号", "件名", "委託先", "開始日"], ["1", "入力", "㈱アルファ", "R7.4.1"]],
            "再委託": [["契約番号", "再委託先", "開始日", "承認"], ["1", "㈱ベータ", "R7.4.1", "承認"]],
        }
    )
    taken = take(content)
    assert taken.column("subcontract", "note") == ["承認：許諾"]
    assert taken.chain[1][4] == "none"
