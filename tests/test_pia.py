"""The tables for the PIA statement: Ⅱ-4 and Ⅲ-4 of each SPI file as the form has them, and what changed since a day."""

import datetime
import io
from typing import Any

import openpyxl
import pytest

from kantoku import catalogue
from kantoku.exports.pia import tables
from kantoku.exports.pia.changes import Change
from kantoku.exports.pia.tables import Question, SinceTooLate
from kantoku.exports.pia.workbook import pia_bytes
from kantoku.ledger import Ledger
from kantoku.records.vocabulary import Transfer
from kantoku.wording import _
from tests.conftest import Clock
from tests.office import ALL_CLAUSES, ASSESSED, ITEM_BY_ITEM, PAPER, TODAY, Office

SPRING = datetime.date(2026, 4, 2)
LATER = datetime.date(2026, 12, 20)
FILE = "個人住民税関係ファイル"
DESCRIBED: dict[str, Any] = {
    "spi_file": FILE,
    "pia_kind": "full",
    "pia_number": "12",
    "pia_reference": "地方税の賦課徴収に関する事務 全項目評価書",
    "pia_matter": 1,
    "pia_subcontracting": "no",
    "category": "data_entry",
    "data_items": ["氏名", "個人番号"],
    "persons_count": 250_000,
    "persons_scope": "納税義務者",
    "handlers": 12,
    "transfers": ["paper", "line", "other"],
    "transfer_note": "庁内での手渡し",
    "name_known_by": "区の公式サイトで公表",
    "none_declared_on": "2026-04-01",
}
ITEMS = [
    "契約（台帳）",
    "①委託内容",
    "②取扱いを委託する特定個人情報ファイルの範囲",
    "②対象となる本人の数",
    "②対象となる本人の範囲 ※",
    "②その妥当性",
    "③委託先における取扱者数",
    "④委託先への特定個人情報ファイルの提供方法",
    "⑤委託先名の確認方法",
    "⑥委託先名",
    "⑦再委託の有無 ※",
    "⑧再委託の許諾方法",
    "⑨再委託事項",
]
HEADINGS = [
    "情報保護管理体制の確認",
    "特定個人情報ファイルの閲覧者・更新者の制限",
    "特定個人情報ファイルの取扱いの記録",
    "特定個人情報の提供ルール（委託先から他者への提供）",
    "特定個人情報の提供ルール（委託元と委託先間の提供）",
    "特定個人情報の消去ルール",
    "委託契約書中の特定個人情報ファイルの取扱いに関する規定",
    "再委託先による特定個人情報ファイルの適切な取扱いの確保",
    "その他の措置の内容",
    "リスクへの対策は十分か",
]
NONE = "記録なし"


def asked(
    ledger: Ledger, *, as_of: datetime.date = TODAY, since: datetime.date = SPRING, at_seq: int = 0, **given: Any
) -> Question:
    return Question(as_of, at_seq or ledger.head().seq, since, **given)


def book(ledger: Ledger, **given: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(pia_bytes(tables.read(ledger, asked(ledger, **given)))))


def changes(ledger: Ledger, **given: Any) -> list[Change]:
    return tables.read(ledger, asked(ledger, **given)).changes


def lines(sheet: Any) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def matters(sheet: Any) -> dict[str, list[list[str]]]:
    """The rows of each matter by its title."""
    found: dict[str, list[list[str]]] = {}
    title = ""
    for line in lines(sheet):
        if line[0].startswith("委託事項"):
            title = line[0]
            found[title] = []
        elif title and line[0] and line[0] != "様式の項目":
            found[title].append(line)
    return found


def matter(sheet: Any, number: int = 0) -> dict[str, list[str]]:
    """Item → choices, statement, ledger, source of one matter."""
    return {line[0]: line[1:] for line in list(matters(sheet).values())[number]}


def facts(sheet: Any) -> dict[str, str]:
    """The facts under each heading of Ⅲ-4, those of several matters one after the other."""
    found: dict[str, str] = {}
    rows = lines(sheet)
    first = next(at for at, line in enumerate(rows) if line[0] == "様式の項目")
    heading = ""
    for line in rows[first + 1 :]:
        heading = line[0] or heading
        found[heading] = found.get(heading, "") + line[3] + "\n"
    return found


class TestEntrustment:
    def test_every_item_of_the_form_stands_in_its_order(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        found = matters(book(office.ledger)["1 Ⅱ-4 個人住民税関係ファイル"])
        assert [line[0] for line in found["委託事項1　住民税賦課資料の入力業務委託"]] == ITEMS

    def test_what_is_on_record_stands_in_the_words_of_the_form(self, office: Office) -> None:
        organisation = office.organisation(name="株式会社みほん計算")
        office.contract(**DESCRIBED, organisation_id=organisation)
        sheet = book(office.ledger).worksheets[1]
        found = {item: cells[2] for item, cells in matter(sheet).items()}
        assert found["①委託内容"].startswith("住民税賦課資料の入力業務委託（データ入力）")
        assert "氏名、個人番号" in found["①委託内容"]
        assert found["②対象となる本人の数"] == "10万人以上100万人未満（実数 250,000人）"
        assert found["②対象となる本人の範囲 ※"] == "納税義務者"
        assert found["③委託先における取扱者数"] == "10人以上50人未満（実数 12人）"
        marked = found["④委託先への特定個人情報ファイルの提供方法"].split("\n")
        assert [line[1] for line in marked] == ["○", "　", "　", "　", "○", "○"]
        assert [line[4:] for line in marked[:-1]] == [_(way.label) for way in Transfer][:-1]
        assert marked[-1].endswith("（庁内での手渡し）")
        assert found["⑤委託先名の確認方法"] == "区の公式サイトで公表"
        assert found["⑥委託先名"].startswith("株式会社みほん計算\n法人番号 ")
        assert found["⑦再委託の有無 ※"] == "再委託しない\n（受託者の申告 令和8年4月1日）"
        assert matter(sheet)["⑨再委託事項"][1:3] == ["該当なし", "該当なし"]
        head = {line[0]: line[1:] for line in lines(sheet)}
        assert (
            head["評価書（台帳の記録）"][0] == "全項目評価書　評価書番号12　地方税の賦課徴収に関する事務 全項目評価書"
        )
        assert head["委託の有無 ※"][2] == "委託する\n（1）件"

    def test_the_choices_of_the_form_are_listed(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        found = matter(book(office.ledger).worksheets[1])
        assert found["②対象となる本人の数"][0].split("\n")[0] == "1) 1万人未満"
        assert len(found["③委託先における取扱者数"][0].split("\n")) == 6
        assert found["⑦再委託の有無 ※"][0] == "1) 再委託する\n2) 再委託しない"

    def test_what_is_missing_is_said_and_never_supposed(self, office: Office) -> None:
        office.contract(policy=None, section=None)
        workbook = book(office.ledger)
        assert workbook.sheetnames[1] == "1 Ⅱ-4 （特定個人情報ファイル名の記録なし）"
        (title,) = matters(workbook.worksheets[1])
        assert title.startswith("委託事項（番号の記録なし）")
        found = {item: cells[2] for item, cells in matter(workbook.worksheets[1]).items()}
        for item in ITEMS[2:9]:
            assert found[item] == NONE, item
        assert found["⑦再委託の有無 ※"].startswith(NONE)
        assert found["⑧再委託の許諾方法"] == "契約の定め：記録なし"
        assert matter(workbook.worksheets[1])["⑨再委託事項"][1:3] == [NONE, NONE]

    def test_no_handlers_are_a_number_too(self, office: Office) -> None:
        office.contract(**DESCRIBED | {"handlers": 0})
        assert matter(book(office.ledger).worksheets[1])["③委託先における取扱者数"][2] == "10人未満（実数 0人）"

    def test_matters_stand_by_their_number_and_files_by_their_name(self, office: Office) -> None:
        office.contract(**DESCRIBED | {"pia_matter": None, "title": "番号なし"})
        office.contract(**DESCRIBED | {"pia_matter": 4, "title": "四"})
        office.contract(**DESCRIBED | {"title": "一の二", "number": "B"})
        office.contract(**DESCRIBED | {"title": "一の一", "number": "A"})
        office.contract(**DESCRIBED | {"spi_file": "A台帳ファイル"})
        office.contract(data_class="personal", spi_file="対象外")
        workbook = book(office.ledger)
        assert [name.split(" ")[1:] for name in workbook.sheetnames[1:5]] == [
            ["Ⅱ-4", "A台帳ファイル"],
            ["Ⅲ-4", "A台帳ファイル"],
            ["Ⅱ-4", FILE],
            ["Ⅲ-4", FILE],
        ]
        sheet = workbook[f"2 Ⅱ-4 {FILE}"]
        assert list(matters(sheet)) == [
            "委託事項1　一の一",
            "委託事項1　一の二",
            "委託事項4　四",
            "委託事項（番号の記録なし）　番号なし",
        ]
        head = {line[0]: line[3] for line in lines(sheet)}["委託の有無 ※"]
        assert head == "委託する\n（3）件\n履行中の契約がない番号：2、3"

    def test_the_statement_and_the_ledger_stand_side_by_side(self, office: Office) -> None:
        contract = office.contract(**DESCRIBED | {"pia_subcontracted": [], "none_declared_on": None})
        second = office.subcontract(contract, organisation_id=office.organisation(name="再委託先A"))
        office.permit(second, document_number="8契第3号")
        found = office.subcontract(
            second,
            organisation_id=office.organisation(name="再々委託先B"),
            starts_on="2026-05-01",
            origin="discovered",
            refuses=False,
        )
        assert found
        workbook = book(office.ledger, as_of=LATER)
        sheet = workbook.worksheets[1]
        seventh, ninth = matter(sheet)["⑦再委託の有無 ※"], matter(sheet)["⑨再委託事項"]
        assert seventh[1:3] == ["再委託しない", "再委託する\n許諾中 1件、作業中 2件\nうち許諾なし 1件"]
        assert "R29：評価書では「再委託しない」とされていますが" in seventh[3]
        assert ninth[2].split("\n") == [
            "再委託先　再委託先A（許諾中、作業中）：パンチ入力",
            "再々委託先　再々委託先B（許諾なし、作業中）：パンチ入力",
        ]
        eighth = matter(sheet)["⑧再委託の許諾方法"][2]
        assert eighth.split("\n") == [
            "契約の定め：原則禁止（書面の承諾を得た場合を除く）",
            "再委託先　再委託先A　令和8年11月20日許諾、決裁番号 8契第3号",
        ]
        hits = lines(workbook["R28・R29 該当"])
        assert any("R29" in line and FILE in line for line in hits)
        coloured = {cell.value for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFF7DB"}
        assert seventh[2] in coloured
        assert eighth not in coloured

    def test_one_file_alone_holds_nothing_of_the_others(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        other = office.contract(**DESCRIBED | {"spi_file": "別のファイル", "none_declared_on": None})
        office.permit(office.subcontract(other))
        found = tables.read(office.ledger, asked(office.ledger, as_of=LATER, file=FILE))
        assert [file.name for file in found.files] == [FILE]
        assert found.changes == []
        assert found.hits.empty
        assert tables.names(office.ledger, as_of=TODAY, at_seq=office.ledger.head().seq) == [FILE, "別のファイル"]

    def test_what_was_not_on_file_at_the_moment_is_not_told(self, office: Office) -> None:
        contract = office.contract(**DESCRIBED | {"none_declared_on": None})
        before = office.ledger.head().seq
        office.permit(office.subcontract(contract))
        assert "パンチ入力" in matter(book(office.ledger, as_of=LATER).worksheets[1])["⑨再委託事項"][2]
        assert matter(book(office.ledger, as_of=LATER, at_seq=before).worksheets[1])["⑨再委託事項"][2] == NONE


class TestMeasures:
    def test_every_heading_stands_in_its_order_and_choices_are_left_open(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        rows = lines(book(office.ledger).worksheets[2])
        first = next(at for at, line in enumerate(rows) if line[0] == "様式の項目")
        table = rows[first + 1 :]
        assert [line[0] for line in table] == HEADINGS
        for line in table:
            assert line[2] == ("担当者が選択" if line[1] else "")
            assert line[4]
        choices = {line[0]: line[1].split("\n") for line in table}
        assert len(choices["再委託先による特定個人情報ファイルの適切な取扱いの確保"]) == 4
        assert choices["リスクへの対策は十分か"] == ["1) 特に力を入れている", "2) 十分である", "3) 課題が残されている"]

    def test_facts_stand_with_their_days(self, office: Office) -> None:
        articles = [
            clause | {"article": f"第{number}条"} if clause["code"] == "C06" else clause
            for number, clause in enumerate(ALL_CLAUSES, 3)
        ]
        contract = office.contract(**DESCRIBED | ASSESSED | {"clauses": articles, "none_declared_on": None})
        second = office.subcontract(contract, organisation_id=office.organisation(name="再委託先A"))
        office.permit(second)
        unanswered = [item for item in ITEM_BY_ITEM["items"] if item["code"] != "C-b4"]
        office.confirm(contract, **ITEM_BY_ITEM | {"items": unanswered})
        office.confirm(contract, **ITEM_BY_ITEM, confirmed_on="2026-11-19")
        office.audit(contract, audited_on="2026-06-01")
        office.audit(contract, second)
        office.report(contract, trainings=[])
        office.finding(contract)
        found = facts(book(office.ledger, as_of=LATER).worksheets[2])
        system = found["情報保護管理体制の確認"]
        assert "選定時の評価：令和8年3月10日　適" in system
        assert "取扱状況の確認：令和8年11月19日　適切な安全管理が図られる" in system
        assert "監査・実地検査：2回（令和8年6月1日、令和8年11月20日）" in system
        assert "確認項目：実施 6" in system
        assert "直近 令和8年11月20日" in found["特定個人情報ファイルの取扱いの記録"]
        assert "返却又は廃棄（第8条）" in found["特定個人情報の消去ルール"]
        clauses = found["委託契約書中の特定個人情報ファイルの取扱いに関する規定"]
        assert all(clause.title_ja in clauses for clause in catalogue.clauses())
        below = found["再委託先による特定個人情報ファイルの適切な取扱いの確保"]
        assert (
            "再委託先　再委託先A（許諾中、作業中）：許諾 令和8年11月20日、許諾前の確認 令和8年11月20日、"
            "監査・実地検査 1回（令和8年11月20日）"
        ) in below
        assert "指摘：1件、うち未完了 1件" in found["その他の措置の内容"]

    def test_what_is_missing_is_said(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        found = facts(book(office.ledger).worksheets[2])
        assert "選定時の評価：記録なし" in found["情報保護管理体制の確認"]
        assert "監査・実地検査：記録なし" in found["情報保護管理体制の確認"]
        assert "記録なし：委託契約終了後" in found["特定個人情報の消去ルール"]
        assert "返却・廃棄：記録なし" in found["特定個人情報の消去ルール"]

    def test_each_matter_has_its_facts_under_each_heading(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        office.contract(**DESCRIBED | {"pia_matter": 2})
        found = facts(book(office.ledger).worksheets[2])
        assert list(found) == HEADINGS
        for heading in HEADINGS[:-1]:
            assert found[heading].count("【委託事項") == 2, heading


class TestChanges:
    def test_a_subcontract_permitted_since_then_is_one(self, office: Office) -> None:
        contract = office.contract(**DESCRIBED)
        second = office.subcontract(contract, organisation_id=office.organisation(name="再委託先A"))
        office.permit(second)
        found = changes(office.ledger, as_of=LATER)
        assert [(each.item, each.before, each.after) for each in found] == [
            ("⑦再委託の有無 ※", "再委託しない", "再委託する"),
            ("⑨再委託事項", "（記載なし）", "再委託先　再委託先A（許諾中、作業中）：パンチ入力"),
        ]
        assert {(each.changed_on, each.dated_by, each.when) for each in found} == {(TODAY, "許諾の決定日", "")}
        assert changes(office.ledger, as_of=LATER, since=TODAY) == []
        sheet = book(office.ledger, as_of=LATER)["別添3 変更箇所"]
        rows = lines(sheet)
        assert rows[0][:6] == ["変更日", "様式の項目", "変更前の記載", "変更後の記載", "提出時期", "提出時期に係る説明"]
        assert rows[2][1:4] == [found[1].item, found[1].before, found[1].after]
        assert rows[2][0] == datetime.datetime(2026, 11, 20)

    def test_a_subcontract_that_ended_is_one(self, office: Office) -> None:
        contract = office.contract(**DESCRIBED | {"none_declared_on": None})
        second = office.subcontract(contract, starts_on="2026-05-01", ends_on="2026-09-30", refuses=False)
        office.decide(second, decided_on="2026-04-30", refuses=False, **PAPER)
        found = changes(office.ledger, since=datetime.date(2026, 6, 1))
        assert [(each.item, each.after) for each in found] == [
            ("⑦再委託の有無 ※", NONE),
            ("⑨再委託事項", "（削除）"),
        ]
        assert {each.changed_on for each in found} == {datetime.date(2026, 9, 30)}

    def test_new_and_ended_matters_are(self, office: Office) -> None:
        office.contract(**DESCRIBED | {"ends_on": "2026-09-30", "title": "終わる業務"})
        office.contract(**DESCRIBED | {"pia_matter": 2, "starts_on": "2026-10-01", "title": "始まる業務"})
        new, ended = changes(office.ledger)
        assert (new.item, new.before, new.matter) == ("委託事項", "（記載なし）", "委託事項2")
        assert new.after.startswith("始まる業務（")
        assert (new.changed_on, ended.changed_on) == (datetime.date(2026, 10, 1), datetime.date(2026, 9, 30))
        assert (ended.after, ended.matter) == ("（削除）", "委託事項1")

    def test_another_contractor_under_the_same_number_is_one_and_no_new_matter(self, office: Office) -> None:
        then, now = office.organisation(name="前の委託先"), office.organisation(name="後の委託先")
        office.contract(**DESCRIBED | {"ends_on": "2026-09-30"}, organisation_id=then)
        office.contract(**DESCRIBED | {"starts_on": "2026-10-01"}, organisation_id=now)
        (found,) = changes(office.ledger)
        assert (found.item, found.before, found.after) == ("⑥委託先名", "前の委託先", "後の委託先")
        assert (found.changed_on, found.dated_by) == (datetime.date(2026, 10, 1), "契約期間の初日")

    def test_the_contract_of_the_next_year_goes_on_whatever_its_number(self, office: Office) -> None:
        organisation = office.organisation()
        given = DESCRIBED | {"organisation_id": organisation, "pia_matter": None}
        first = office.contract(**given | {"ends_on": "2026-06-30"})
        second = office.contract(**given | {"starts_on": "2026-07-01", "ends_on": "2026-08-31", "previous_id": first})
        office.contract(**given | {"starts_on": "2026-09-01", "previous_id": second, "handlers": 60})
        (found,) = changes(office.ledger)
        assert (found.item, found.before, found.after) == (
            "③委託先における取扱者数",
            "10人以上50人未満",
            "50人以上100人未満",
        )

    def test_what_a_contract_says_is_dated_by_its_recording(self, office: Office, clock: Clock) -> None:
        contract = office.contract(**DESCRIBED)
        clock.noon("2026-12-05")
        office.revise("contract", contract, persons_count=90_000, transfers=["line"])
        clock.noon("2026-12-10")
        office.revise("contract", contract, persons_count=80_000, note="訂正")
        since = datetime.date(2026, 11, 30)
        found = changes(office.ledger, as_of=LATER, since=since)
        assert [(each.item[0], each.before, each.after) for each in found] == [
            ("②", "10万人以上100万人未満", "1万人以上10万人未満"),
            ("④", "専用線、紙、その他（庁内での手渡し）", "専用線"),
        ]
        assert {(each.changed_on, each.dated_by) for each in found} == {(datetime.date(2026, 12, 5), "台帳への記録日")}
        assert changes(office.ledger, as_of=LATER, since=datetime.date(2026, 12, 6)) == []
        assert changes(office.ledger, as_of=datetime.date(2026, 12, 4), since=since) == []

    def test_what_was_empty_and_is_filled_in_is_none(self, office: Office, clock: Clock) -> None:
        contract = office.contract(**DESCRIBED | {"name_known_by": None, "handlers": None})
        clock.noon("2026-12-05")
        office.revise("contract", contract, name_known_by="窓口で回答", handlers=3)
        assert changes(office.ledger, as_of=LATER) == []

    @pytest.mark.parametrize(
        ("judged", "when", "grounds"),
        [
            ({}, "", "この変更について、評価書への影響の判断は記録なし"),
            (
                {"pia_impact": "amend", "pia_judged_on": "2026-12-05"},
                "",
                "PIAへの影響：修正、判断日 令和8年12月5日",
            ),
            (
                {"pia_impact": "material", "pia_judged_on": "2026-12-05"},
                "事前",
                "PIAへの影響：重要な変更、判断日 令和8年12月5日、公表の記録なし",
            ),
            # Judged before the change, so of another one.
            (
                {"pia_impact": "material", "pia_judged_on": "2026-11-01"},
                "",
                "この変更について、評価書への影響の判断は記録なし",
            ),
        ],
    )
    def test_in_advance_stands_only_where_the_change_is_judged_material(
        self, office: Office, clock: Clock, judged: dict[str, Any], when: str, grounds: str
    ) -> None:
        contract = office.contract(**DESCRIBED)
        clock.noon("2026-12-05")
        office.revise("contract", contract, transfers=["mail"], refuses=False, **judged)
        (found,) = changes(office.ledger, as_of=LATER, since=datetime.date(2026, 11, 30))
        assert (found.when, found.grounds) == (when, grounds)

    def test_of_a_subcontract_its_request_says_so(self, office: Office) -> None:
        contract = office.contract(**DESCRIBED | {"pia_published_on": "2026-11-25"})
        second = office.subcontract(contract)
        request = office.request(second, pia_impact="material", requested_on="2026-11-01")
        office.confirm(second)
        office.decide(second, request_id=request)
        found = changes(office.ledger, as_of=LATER)
        assert {each.when for each in found} == {"事前"}
        assert found[0].grounds.endswith("評価書の公表日 令和8年11月25日、公表日が変更日より後")


class TestWorkbook:
    def test_the_cover_says_what_it_is_and_that_the_form_is_unverified(self, office: Office) -> None:
        office.policy(name="朝凪区")
        office.contract(**DESCRIBED)
        cover = {line[0]: line[1] for line in lines(book(office.ledger).worksheets[0])}
        assert cover["団体"] == "朝凪区"
        assert cover["基準日"].startswith("令和8年11月20日")
        assert cover["変更箇所の基準日"].startswith("令和8年4月2日")
        assert cover["特定個人情報ファイルと委託の件数"] == f"1　{FILE}　委託事項 1件"
        assert "様式4と照合してください" in cover["様式の文言"]
        head = office.ledger.head()
        assert cover["照合値（記録の最終番号と検証用の値）"] == f"{head.seq}:{head.hash}"

    def test_the_same_question_gives_the_same_bytes(self, office: Office, clock: Clock) -> None:
        office.permit(office.subcontract(office.contract(**DESCRIBED)))
        question = asked(office.ledger, as_of=LATER)
        first = pia_bytes(tables.read(office.ledger, question))
        clock.passes(days=3)
        office.ledger.note("export.made", {"report": "pia"}, actor="法務 四郎")
        assert pia_bytes(tables.read(office.ledger, question)) == first

    def test_an_office_without_such_work_has_a_workbook_that_says_so(self, office: Office) -> None:
        office.contract(data_class="personal")
        workbook = book(office.ledger)
        assert len(workbook.sheetnames) == 3
        cover = {line[0]: line[1] for line in lines(workbook.worksheets[0])}
        assert cover["特定個人情報ファイルと委託の件数"].endswith("記録なし")

    def test_a_file_of_which_nothing_is_entrusted_any_more_says_so(self, office: Office) -> None:
        office.contract(**DESCRIBED | {"ends_on": "2026-09-30"})
        workbook = book(office.ledger)
        head = {line[0]: line[3] for line in lines(workbook.worksheets[1])}["委託の有無 ※"]
        assert head == "履行中の委託は記録なし\n（0）件"
        assert facts(workbook.worksheets[2])["情報保護管理体制の確認"].strip() == NONE

    def test_a_day_that_is_not_before_the_other_is_refused(self, office: Office) -> None:
        office.contract(**DESCRIBED)
        with pytest.raises(SinceTooLate):
            tables.read(office.ledger, asked(office.ledger, since=TODAY))
