"""The report on the supervision of entrusted work: what its summary counts, and what a contract's page tells."""

import io
import re
from collections.abc import Iterator

import pypdf
import pytest

from kantoku import wording
from kantoku.dates import show_date
from kantoku.exports.register import facts_of
from kantoku.ledger import Ledger
from kantoku.printing import contract_page, status_report
from tests import test_sample
from tests.office import TODAY, Office


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = test_sample.copied(tmp_path_factory.mktemp("reported") / "sample.duckdb", test_sample.TODAY)
    yield opened.ledger
    opened.ledger.close()


@pytest.fixture(scope="module")
def printed(sample: Ledger) -> list[str]:
    return pages(sample)


def pages(ledger: Ledger) -> list[str]:
    """The pages of the report as text, without the spaces and turns of lines."""
    wording.use("ja")
    ((_name, make),) = status_report.volumes(ledger, facts_of(ledger, as_of=ledger.today(), actor=""))
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(make())).pages]


def found(ledger: Ledger) -> dict[tuple[str, str], int]:
    hits = ledger.read("attention", as_of=ledger.today(), rule=None, contract=None, contracts=None)
    return {key: len(rows) for key, rows in hits.groupby(["rule", "level"])}


def test_a_rule_is_counted_apart_for_each_level(sample: Ledger, printed: list[str]) -> None:
    words = {"breach": "×違反", "overdue": "▲期限超過", "incomplete": "△不備"}
    summary = "".join(printed[:5]).split("2規則に該当する事項")[0]
    places = []
    for (rule, level), count in found(sample).items():
        line = re.search(rf"{words[level]}{rule}\D{{2,60}}?{count}件", summary)
        assert line, (rule, level, count)
        places.append((list(words).index(level), rule, line.start()))
    assert len({rule for _level, rule, _place in places}) < len(places)  # one rule has hits of two levels
    assert [place for *_rank, place in sorted(places)] == sorted(place for *_rank, place in places)


def test_the_cover_counts_the_contracts_by_the_worst_in_their_chain(sample: Ledger, printed: list[str]) -> None:
    worst: dict[str, set[str]] = {}
    for row in sample.read("attention", as_of=sample.today(), rule=None, contract=None, contracts=None).itertuples():
        worst.setdefault(str(row.contract_id), set()).add(str(row.level))
    contracts = set(sample.read("chains", as_of=sample.today(), contracts=None)["contract_id"])
    breach = sum("breach" in levels for contract, levels in worst.items() if contract in contracts)
    action = sum("breach" not in levels for contract, levels in worst.items() if contract in contracts)
    assert f"うち違反のある契約{breach}件うち要対応の契約{action}件" in printed[0]
    assert f"違反のあるもの{breach}件、要対応のもの{action}件" in printed[0]


def test_the_day_at_the_head_is_said_to_be_that_as_of_which_it_is(sample: Ledger, printed: list[str]) -> None:
    assert f"朝凪区基準日{show_date(sample.today(), 'ja')}団体" in printed[0]


def test_the_versions_of_the_rules_come_last(printed: list[str]) -> None:
    assert printed[-1].startswith(("附属資料適用した規則", "規則規則の名称版"))
    assert not any("規則の名称" in page for page in printed[:5])


def test_they_come_last_in_volumes_too(office: Office, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for nth in range(3):
        office.contract(number=f"8契-{nth}")
    monkeypatch.setattr(status_report, "CONTRACTS", 2)
    wording.use("ja")
    facts = facts_of(ledger, as_of=TODAY, actor="")
    made = [make() for _name, make in status_report.volumes(ledger, facts)]
    last = [pypdf.PdfReader(io.BytesIO(pdf)).pages[-1].extract_text() for pdf in made]
    assert ["附属資料" in re.sub(r"\s", "", text) for text in last] == [False] * (len(made) - 1) + [True]


def test_a_rule_without_law_claims_none(printed: list[str]) -> None:
    told = "".join(printed)
    assert "根拠契約条項・運用上の確認事項、参考：荒川区情報セキュリティ監査報告書（概要版）9(1)ウ" in told
    assert "番号法（平成25年法律第27号）第10条第1項・第2項、第19条" in told


def test_a_contracts_page_tells_its_terms_and_its_audits(office: Office, ledger: Ledger) -> None:
    contract = office.contract(number="8契-1", title="電算処理", signed_on="2026-03-25", amount=1_234_567)
    audit = office.audit(contract, result="partly")
    for state in ("open", "open"):
        office.finding(contract, audit_id=audit, state=state)
    (page,) = (page for page in pages(ledger) if page.startswith("8契-1電算処理"))
    assert "契約日令和8年3月25日金額（円）1,234,567期間" in page
    held = page.split("監査の実績")[1].split("規則に該当する事項")[0]
    assert "要改善2件" in held


def test_a_contract_without_audits_says_so(office: Office, ledger: Ledger) -> None:
    office.contract(number="8契-1", title="電算処理")
    (page,) = (page for page in pages(ledger) if page.startswith("8契-1電算処理"))
    assert "監査の実績監査の実績はありません。" in page
    assert "金額" not in page


@pytest.mark.parametrize(
    ("first", "until", "told"),
    [
        (None, None, "期間の記載なし"),
        (TODAY, None, f"{show_date(TODAY, 'ja')}から（終期の記載なし）"),
        (None, TODAY, f"{show_date(TODAY, 'ja')}まで（始期の記載なし）"),
    ],
)
def test_a_missing_period_is_said_to_be_missing(first: object, until: object, told: str) -> None:
    wording.use("ja")
    assert contract_page.period(first, until) == told
