"""What is printed, read back as text, and what the files say of themselves."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from kantoku import permission_number
from kantoku.dates import show_date
from kantoku.errors import KantokuError, NotNotifiable
from kantoku.ledger import Ledger
from kantoku.printing import audit_report, chain_sheet, confirmation_sheet, notice, typeset
from kantoku.records import Audit
from kantoku.sample.writer import id_of
from tests import test_sample
from tests.office import ITEM_BY_ITEM, PAPER, TODAY, Office

PUBLISHED = (  # of the summary of January 2017, as the ward published it; the auditors are replaced
    ("監査目的", "平成29年7月に社会保障・税番号制度における情報連携が開始します"),
    ("監査テーマ", "問題点を確認のうえ、改善方法等について助言、指導"),
    ("監査範囲", "税務課", "税務システム", "税滞納整理支援システム", "戸籍住民課", "住民記録システム"),
    ("監査方法", "関係規程及び監査証拠のレビュー", "執務室等の視察", "職員へのインタビュー"),
    ("監査実施日程", "平成28年9月20日", "実施方法打合せ", "平成28年10月26日", "平成28年11月30日", "平成29年1月26日"),
    ("監査実施体制", "監査人A", "監査人B"),
    ("監査項目", "(1)職員の遵守事項", "(4)外部委託", "(6)通信ケーブルの配線", "(18)外部記憶媒体の利用"),
    ("適用基準", "荒川区電子情報システム管理運営規程", "荒川区特定個人情報取扱手順", "クラウドサービス利用のための"),
    (
        "監査結果",
        "再委託は原則禁止としていますが",
        "緊急対策会議(仮称)を立ち上げて",
        "推奨する点",
        "生体認証又はIDとパスワード",
        "改善を求める点",
        "定期的に変更する運用へ切り替える",
        "統一性の確保",
    ),
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = test_sample.copied(tmp_path_factory.mktemp("printed") / "sample.duckdb", test_sample.TODAY)
    yield opened.ledger
    opened.ledger.close()


def text(pdf: bytes) -> str:
    """All that a file says, without the spaces and turns of lines and pages."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def published(sample: Ledger) -> bytes:
    return audit_report.pdf(sample, id_of("区監査"), as_of=sample.today(), at_seq=sample.head().seq)


def test_the_published_audit_comes_out_in_nine_sections(sample: Ledger) -> None:
    said = text(published(sample))
    places = [said.index(f"{number}{heading}") for number, (heading, *_facts) in enumerate(PUBLISHED, 1)]
    assert places == sorted(places)
    for (_heading, *facts), begins, ends in zip(PUBLISHED, places, [*places[1:], len(said)], strict=True):
        assert [fact for fact in facts if fact not in said[begins:ends]] == []


def test_an_audit_report_says_what_it_is_and_leaves_no_bare_dash(
    sample: Ledger, office: Office, ledger: Ledger
) -> None:
    assert text(published(sample)).startswith(
        "監査報告書情報セキュリティ監査（平成28年度）朝凪区平成29年1月26日1監査目的"
    )
    audit = office.audit(office.contract(), purpose=None, theme=None, opinion=None, title=None)
    said = text(audit_report.pdf(ledger, audit, as_of=TODAY, at_seq=ledger.head().seq))
    assert said.startswith("監査報告書")
    assert "1監査目的記載なし2監査テーマ記載なし" in said
    assert "—" not in said


def test_every_word_of_the_published_audit_is_in_its_report(sample: Ledger) -> None:
    audit = Audit.model_validate(sample.get("audit", id_of("区監査"))[0])
    said = re.sub(r"朝凪区基準日\w+記録\d+:\w+…\d+/\d+", "", text(published(sample)))
    told = [audit.purpose, audit.theme, audit.opinion, *audit.standards, *audit.referred_standards]
    told += [*audit.commendations, *(subject.system for subject in audit.subjects)]
    told += [word for step in audit.schedule for word in (step.step, step.content)]
    lines = [re.sub(r"\s", "", part) for words in told if words for part in re.split(r"[。、\n]", words)]
    assert [line for line in lines if line not in said] == []


def test_what_is_printed_is_an_archive_copy_with_its_fonts(sample: Ledger) -> None:
    reader = pypdf.PdfReader(io.BytesIO(published(sample)))
    about = reader.xmp_metadata
    assert about is not None
    described = about.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all("NotoSansCJKjp" in font and "+" in font for font in fonts)  # embedded, and no more than is used
    assert reader.trailer["/Root"]["/Lang"] == "ja"  # type: ignore[index]


def test_the_same_report_has_the_same_bytes(sample: Ledger) -> None:
    assert published(sample) == published(sample)


def test_a_report_in_english_is_in_english(sample: Ledger, english: None) -> None:
    said = text(published(sample))
    assert "1Purposeoftheaudit" in said
    assert "監査目的" not in said


def test_what_the_fonts_lack_stands_as_a_geta_and_stops_no_document(office: Office, ledger: Ledger) -> None:
    contract = office.contract(title="外字\ue000と😀とไทย", number="8契-9")
    said = text(chain_sheet.pdf(ledger, contract, as_of=TODAY, at_seq=ledger.head().seq))
    assert "外字〓と〓と〓〓〓" in said
    assert typeset.printable("\ufeff葛\u200b飾") == "葛飾"


def test_a_chain_of_thirty_tiers_is_printed_one_below_the_other(office: Office, ledger: Ledger) -> None:
    contract = under = office.contract()
    for nth in range(2, 31):
        under = office.subcontract(under, organisation_id=office.organisation(name=f"第{nth}次の会社"))
    said = text(chain_sheet.pdf(ledger, contract, as_of=TODAY, at_seq=ledger.head().seq))
    assert said.index("第2次の会社") < said.index("第16次の会社") < said.index("第30次の会社")


def test_a_chain_on_paper_names_everyone_and_what_stands_against_them(office: Office, ledger: Ledger) -> None:
    contract = office.contract(number="8契-1")
    first = office.subcontract(contract)
    office.permit(first)
    office.subcontract(first, origin="discovered")
    said = text(chain_sheet.pdf(ledger, contract, as_of=TODAY, at_seq=ledger.head().seq))
    names = ledger.read("contract_chain", as_of=TODAY, contract=contract)["organisation"]
    assert all(re.sub(r"\s", "", name) in said for name in names)
    assert "許諾のない業務" in said
    assert "8契-1" in said


def test_a_confirmation_sheet_has_every_item(office: Office, ledger: Ledger) -> None:
    tier = office.subcontract(office.contract())
    confirmation = office.confirm(tier, **ITEM_BY_ITEM, confirmed_by="契約 二子")
    said = text(confirmation_sheet.pdf(ledger, confirmation, as_of=TODAY, at_seq=ledger.head().seq))
    assert all(re.search(rf"{item['code']}\D", said) for item in ITEM_BY_ITEM["items"])
    assert said.count("○実施") == len(ITEM_BY_ITEM["items"])
    assert "契約二子" in said
    assert said.startswith("特定個人情報の取扱状況確認書")


def test_a_sheet_without_specific_personal_information_does_not_speak_of_it(office: Office, ledger: Ledger) -> None:
    tier = office.subcontract(office.contract(data_class="personal"))
    confirmation = office.confirm(tier)
    said = text(confirmation_sheet.pdf(ledger, confirmation, as_of=TODAY, at_seq=ledger.head().seq))
    assert said.startswith("個人情報の取扱状況確認書")


def test_the_sheet_of_a_summary_names_what_is_attached(office: Office, ledger: Ledger) -> None:
    first = office.subcontract(office.contract())
    tier = office.subcontract(first)
    confirmation = office.confirm(tier, method=None)
    said = text(confirmation_sheet.pdf(ledger, confirmation, as_of=TODAY, at_seq=ledger.head().seq))
    record = ledger.get("handling_confirmation", confirmation)[0].model_dump()
    above = ledger.read("engagement_status", as_of=TODAY, engagement=tier)["parent_organisation"].iloc[0]
    assert f"要約による確認です。項目ごとの結果は、添付の確認書（{record['sheet']['name']}）に記載しています。" in said
    assert f"再委託元{above}" in said
    assert "確認の形式要約" in said
    assert "確認者決裁" in said
    assert "方法" not in said
    assert "—" not in said


# The notice


def decided(office: Office, **values: object) -> str:
    tier = office.subcontract(office.contract(title="税務システム運用"))
    office.confirm(tier)
    return office.decide(tier, document_number="8朝区税第12号", **values)


def test_a_notice_of_permission_carries_a_number_that_the_office_knows(office: Office, ledger: Ledger) -> None:
    decision = decided(office, conditions=[{"text": "名簿を提出すること。", "due_on": "2027-01-31"}])
    said = text(notice.pdf(ledger, decision))
    assert said.startswith(f"8朝区税第12号{show_date(TODAY, 'ja')}")
    assert "再委託許諾決定通知書" in said
    assert "名簿を提出すること。（令和9年1月31日まで）" in said
    assert "番号法第10条第1項及び第2項" in said
    found = re.search(r"K(-[0-9A-Z]{4}){3}-[0-9A-Z]{5}", said)
    assert found
    assert permission_number.decision_of(ledger, found[0]) == decision


def test_a_notice_goes_out_in_the_name_of_its_sender(office: Office, ledger: Ledger) -> None:
    decision = decided(office)
    assert "見本区長" not in text(notice.pdf(ledger, decision))
    office.policy(notice_sender="見本区長　見本　一郎")
    section = ledger.read("engagement_status", as_of=TODAY, engagement=engagement_of(ledger, decision))["section"].iloc[
        0
    ]
    assert f"御中見本区長見本一郎（担当：{section}）" in text(notice.pdf(ledger, decision))


def test_a_notice_names_the_clause_of_the_contract(office: Office, ledger: Ledger) -> None:
    clauses = [{"code": "C04", "state": "present", "article": "特記仕様書第6条"}]
    contract = office.contract(data_class="personal", clauses=clauses)
    tier = office.subcontract(contract)
    office.confirm(tier)
    decision = office.decide(tier)
    assert "根拠委託契約の特記仕様書第6条（再委託における条件）以上" in text(notice.pdf(ledger, decision))


def engagement_of(ledger: Ledger, decision: str) -> str:
    return str(ledger.get("permission_decision", decision)[0].model_dump()["engagement_id"])


def test_a_notice_of_refusal_has_no_number_and_says_why(office: Office, ledger: Ledger) -> None:
    decision = decided(office, outcome="refused", reason="適切な安全管理を確認できないため。")
    said = text(notice.pdf(ledger, decision))
    assert "再委託不許諾決定通知書" in said
    assert "適切な安全管理を確認できないため。" in said
    assert "許諾番号" not in said


def test_no_notice_is_made_of_what_breaks_the_law(office: Office, ledger: Ledger) -> None:
    tier = office.subcontract(office.contract())
    unconfirmed = office.decide(tier, **PAPER)
    with pytest.raises(NotNotifiable):
        notice.pdf(ledger, unconfirmed)


def test_no_notice_is_made_of_a_request_sent_back(office: Office, ledger: Ledger) -> None:
    returned = decided(office, outcome="returned")
    with pytest.raises(KantokuError, match="差し戻した"):
        notice.pdf(ledger, returned)


def test_a_notice_says_what_was_decided_on_whatever_changed_since(office: Office, ledger: Ledger) -> None:
    decision = decided(office, permitted_work="データ入力に限る。")
    said = text(notice.pdf(ledger, decision))
    assert "データ入力に限る。" in said
    work = ledger.get("permission_decision", decision)[0].model_dump()["engagement_id"]
    office.revise("subcontract", work, places=[{"address": "見本県新しい町1番", "country": "JP"}])
    assert text(notice.pdf(ledger, decision)) == said


def test_a_template_that_does_not_fit_is_a_fault_of_the_program(path: Path) -> None:
    with pytest.raises(typeset.TypesettingFailed, match="title"):
        typeset.pdf("report", {}, dated=notice._noon(TODAY))
