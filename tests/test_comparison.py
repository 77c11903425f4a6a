"""What changed between two states of the oversight: every change is named, and nothing else."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from kantoku import wording
from kantoku.exports import table
from kantoku.exports.comparison import Change, NothingInCommon, Side, compare, in_common, totals
from kantoku.exports.comparison_words import CHANGES, FIGURES, counted, with_words
from kantoku.exports.scope import ALL, Scope
from kantoku.ledger import Ledger
from tests import test_sample
from tests.conftest import Clock
from tests.office import TODAY, TOMORROW, Office

NUMBER = "08荒総契第123号"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    opened = test_sample.copied(tmp_path_factory.mktemp("compared") / "sample.duckdb", test_sample.TODAY)
    yield opened.ledger
    opened.ledger.close()


def side(ledger: Ledger, as_of: date = TODAY) -> Side:
    """The oversight as it stands on file now."""
    return Side(as_of, ledger.head().seq)


def since(ledger: Ledger, earlier: Side, as_of: date = TODAY, **asked: Any) -> pd.DataFrame:
    """What changed since then, in words."""
    return with_words(compare(ledger, earlier, side(ledger, as_of), **asked))


def told(changes: pd.DataFrame, *kinds: Change) -> list[tuple[str, str]]:
    """Before and after of the changes of these kinds."""
    rows = changes[changes["change"].isin(kinds)]
    return list(zip(rows["before"], rows["after"], strict=True))


def kinds(changes: pd.DataFrame) -> set[str]:
    return set(changes["change"])


def test_between_two_states_alike_nothing_changed(office: Office, ledger: Ledger) -> None:
    office.permit(office.subcontract(office.contract()))
    then = side(ledger)
    ledger.note("export.made", {"report": "register"}, actor="法務 四郎")
    assert since(ledger, then).empty
    assert list(since(ledger, then)["before"]) == []


def test_a_subcontract_taken_off_the_record_is_named_with_who_and_why(office: Office, ledger: Ledger) -> None:
    contract = office.contract(number="8契-1")
    kept = office.subcontract(contract)
    gone = office.subcontract(contract, organisation_id=office.organisation(name="消えた再委託先"))
    then = side(ledger)
    office.withdraw("subcontract", gone, reason="二重に登録したため")
    changes = since(ledger, then)
    row = changes.iloc[0]
    assert len(changes) == 1
    assert (row["change"], row["engagement_id"]) == (Change.TIER_GONE, gone)
    assert (row["contract_number"], row["tier"], row["organisation"]) == ("8契-1", 2, "消えた再委託先")
    assert "未申請" in row["before"]
    assert "令和8年11月20日" in row["after"]
    assert "契約 花子　二重に登録したため" in row["after"]
    assert kept not in set(changes["engagement_id"])


def test_what_is_not_on_record_yet_is_not_said_to_be_withdrawn(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    without = side(ledger)
    office.subcontract(contract)
    changes = with_words(compare(ledger, side(ledger), without))
    assert told(changes, Change.TIER_GONE) == [("未申請", "未記録")]


def test_a_permission_is_told_with_its_day_and_its_number(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    engagement, other = office.subcontract(contract), office.subcontract(contract)
    request = office.request(engagement, number="申請-1")
    office.request(other)
    then = side(ledger)
    office.permit(engagement, request_id=request, document_number=NUMBER)
    changes = since(ledger, then)
    assert set(changes["engagement_id"]) == {engagement}
    assert told(changes, Change.PERMISSION) == [
        ("申請中（令和8年11月20日　申請-1）", f"許諾（令和8年11月20日　{NUMBER}）")
    ]
    assert told(changes, Change.CONFIRMATION) == [("未確認", "確認済（令和8年11月20日）")]


def test_a_refusal_a_revocation_and_a_new_permission_are_told(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    refused, revoked, again = (office.subcontract(contract) for _nth in range(3))
    first = office.permit(revoked, document_number="第1号")
    office.permit(again, document_number="第2号")
    then = side(ledger)
    office.decide(refused, outcome="refused", document_number="第3号")
    office.revise("permission_decision", first, revoked_on=TODAY, revoked_reason="契約違反のため")
    office.decide(again, document_number="第4号")
    changes = since(ledger, then).set_index("engagement_id")
    permissions = changes[changes["change"] == Change.PERMISSION]
    assert permissions.loc[refused, "after"] == "不許諾（令和8年11月20日　第3号）"
    assert permissions.loc[revoked, "before"] == "許諾（令和8年11月20日　第1号）"
    assert permissions.loc[revoked, "after"] == "許諾取消（令和8年11月20日　第1号）"
    assert permissions.loc[again, "before"].endswith("第2号）")
    assert permissions.loc[again, "after"].endswith("第4号）")


def test_what_time_alone_brings_is_told(office: Office, ledger: Ledger) -> None:
    contract = office.contract(ends_on="2026-11-30")
    office.audit(contract)
    engagement = office.subcontract(contract, starts_on="2026-11-25", ends_on="2026-11-30")
    office.permit(engagement)
    now = side(ledger)
    begun = with_words(compare(ledger, now, Side(date(2026, 11, 26), now.at_seq)))
    assert told(begun, Change.TIER_BEGUN) == [("業務開始前（令和8年11月25日）", "履行中（令和8年11月25日）")]
    ended = with_words(compare(ledger, now, Side(date(2026, 12, 1), now.at_seq)))
    assert told(ended, Change.CONTRACT_ENDED) == [("履行中（令和8年4月1日）", "終了（令和8年11月30日）")]
    assert told(ended, Change.TIER_ENDED)[0][1] == "終了（令和8年11月30日）"
    assert {"tier_new", "tier_gone", "contract_new", "contract_gone"}.isdisjoint(kinds(begun) | kinds(ended))


def test_a_new_contract_and_a_new_tier_are_one_change_each(office: Office, ledger: Ledger) -> None:
    then = side(ledger)
    contract = office.contract(number="9契-1", starts_on="2026-12-01")
    engagement = office.subcontract(contract)
    changes = since(ledger, then)
    new = changes[changes["change"].isin([Change.CONTRACT_NEW, Change.TIER_NEW])]
    assert list(new["engagement_id"]) == [contract, engagement]
    assert list(new["after"]) == ["令和8年12月1日～令和9年3月31日", "未申請"]
    assert kinds(changes) <= {Change.CONTRACT_NEW, Change.TIER_NEW, Change.HIT_NEW}


def test_what_is_corrected_in_a_contract_is_told(office: Office, ledger: Ledger) -> None:
    contract = office.contract(data_class="personal")
    office.subcontract(contract)
    other = office.organisation(name="後継の委託先")
    then = side(ledger)
    office.revise(
        "contract", contract, organisation_id=other, section="戸籍住民課", ends_on="2026-12-31", data_class="spi"
    )
    changes = since(ledger, then)
    assert told(changes, Change.PARTY)[0][1] == "後継の委託先"
    assert told(changes, Change.SECTION) == [("税務課", "戸籍住民課")]
    assert told(changes, Change.PERIOD) == [("令和8年4月1日～令和9年3月31日", "令和8年4月1日～令和8年12月31日")]
    assert len(told(changes, Change.DATA)) == 1


def test_a_tier_hung_elsewhere_is_told(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    first = office.subcontract(contract, organisation_id=office.organisation(name="上の再委託先"))
    second = office.subcontract(contract)
    then = side(ledger)
    office.revise("subcontract", second, parent_id=first)
    [(_before, after)] = told(since(ledger, then), Change.PLACE)
    assert after == "再々委託先（上の再委託先から再委託）"


def test_an_audit_and_its_findings_are_told_to_their_close(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    then = side(ledger)
    office.audit(contract)
    finding = office.finding(contract, number="8指-1", content="記録がない。")
    made = side(ledger)
    changes = since(ledger, then)
    assert told(changes, Change.AUDIT) == [("監査実績なし", "監査済（令和8年11月20日）")]
    assert told(changes, Change.FINDING_NEW) == [("なし", "未着手（令和8年11月20日指摘）")]
    assert "指摘の追加：8指-1　記録がない。" in set(changes["what"])
    office.revise("finding", finding, state="reported", reported_on=TODAY)
    assert told(since(ledger, made), Change.FINDING_MOVED) == [("未着手", "是正報告済")]
    office.revise("finding", finding, state="verified", verified_on=TODAY, verified_by="監査 一郎", verified_how="現地")
    changes = since(ledger, made)
    assert told(changes, Change.FINDING_CLOSED)[0][1].endswith("（令和8年11月20日）")
    closed = side(ledger)
    assert kinds(with_words(compare(ledger, closed, made))) >= {Change.FINDING_REOPENED}
    office.withdraw("finding", finding)
    assert "誤記" in told(since(ledger, closed), Change.FINDING_GONE)[0][1]


def test_an_incident_is_told(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    then = side(ledger)
    incident = office.incident(contract, number="8事-1")
    known = side(ledger)
    assert told(since(ledger, then), Change.INCIDENT_NEW) == [("なし", "対応中（令和8年11月20日発覚）")]
    office.revise("incident", incident, state="first_reported", first_reported_on=TODAY)
    assert told(since(ledger, known), Change.INCIDENT_MOVED) == [("対応中", "速報済")]


def test_a_rule_is_named_when_it_is_broken_and_when_no_longer(office: Office, ledger: Ledger) -> None:
    contract = office.contract()
    then = side(ledger)
    found = office.subcontract(contract, starts_on="2026-05-01", refuses=False)
    broken = side(ledger)
    changes = since(ledger, then)
    said = changes[(changes["change"] == Change.HIT_NEW) & (changes["subject"] == "R05")].iloc[0]
    assert (said["what"], said["kind"]) == ("R05 許諾のない再委託", "規則に新たに該当")
    assert (said["before"], said["after"]) == ("なし", "違反（令和8年5月1日から）")
    office.withdraw("subcontract", found)
    gone = since(ledger, broken)
    over = gone[(gone["change"] == Change.HIT_GONE) & (gone["subject"] == "R05")].iloc[0]
    assert (over["before"], over["after"]) == ("違反（令和8年5月1日から）", "なし")
    assert over["organisation"] == said["organisation"]
    # A rule that goes on to be broken, for which only the days go by, has not changed.
    assert compare(ledger, broken, Side(TOMORROW, broken.at_seq)).empty


def test_the_answer_for_two_states_stays_whatever_is_recorded_later(
    office: Office, ledger: Ledger, clock: Clock
) -> None:
    contract = office.contract()
    first = office.subcontract(contract)
    then = side(ledger)
    office.withdraw("subcontract", office.subcontract(contract))
    office.permit(first)
    until = side(ledger)
    answer = with_words(compare(ledger, then, until))
    clock.passes(days=100)
    office.policy(audit_interval_months=6)
    office.audit(contract, first, audited_on=TODAY)
    office.revise("contract", contract, number="9契-9", section="戸籍住民課")
    pd.testing.assert_frame_equal(with_words(compare(ledger, then, until)), answer)
    assert len(answer) > 0


# The scope


def test_only_the_contracts_of_the_scope_are_compared(office: Office, ledger: Ledger) -> None:
    mine, other = office.contract(section="税務課"), office.contract(section="戸籍住民課")
    then = side(ledger)
    office.subcontract(mine)
    office.subcontract(other)
    scope = in_common(ledger, (then, side(ledger)), [Scope(section="税務課")])
    assert scope == (mine,)
    changes = since(ledger, then, contracts=scope)
    assert set(changes["contract_id"]) == {mine}
    counts = totals(ledger, side(ledger), scope)
    assert (counts["contracts"], counts.keys()) == (1, FIGURES.keys())


def test_a_contract_that_left_the_scope_is_compared_all_the_same(office: Office, ledger: Ledger) -> None:
    contract = office.contract(section="税務課")
    then = side(ledger)
    office.revise("contract", contract, section="戸籍住民課")
    scope = in_common(ledger, (then, side(ledger)), [Scope(section="税務課")])
    assert told(since(ledger, then, contracts=scope), Change.SECTION) == [("税務課", "戸籍住民課")]


def test_of_two_scopes_what_lies_in_both_is_compared(office: Office, ledger: Ledger) -> None:
    mine = office.contract(section="税務課", number="8契-1")
    office.contract(section="戸籍住民課")
    sides = (side(ledger),)
    assert in_common(ledger, sides, [ALL, ALL]) is None
    assert in_common(ledger, sides, [ALL, Scope(contract="8契-1"), Scope(section="税務課")]) == (mine,)
    with pytest.raises(NothingInCommon):
        in_common(ledger, sides, [Scope(contract="8契-1"), Scope(section="戸籍住民課")])


# A whole office


def test_every_state_that_differs_is_told_and_no_other(sample: Ledger) -> None:
    then = Side(test_sample.TODAY - timedelta(days=140), sample.head().seq * 7 // 10)
    now = side(sample, test_sample.TODAY)
    changes = compare(sample, then, now)
    before, after = (
        sample.read("status", as_of=each.as_of, at_seq=each.at_seq, contract=None).set_index("engagement_id")
        for each in (then, now)
    )
    both = before.index.intersection(after.index)
    for change, column in (
        (Change.CONFIRMATION, "confirmation_state"),
        (Change.PERMISSION, "permission_state"),
        (Change.AUDIT, "audit_state"),
    ):
        differs = {id_ for id_ in both if before.loc[id_, column] != after.loc[id_, column]}
        rows = changes[changes["change"] == change]
        stays = set(rows.loc[rows["state_before"] == rows["state_after"], "engagement_id"])
        assert set(rows["engagement_id"]) - stays == differs, column
    added = set(changes.loc[changes["change"].isin([Change.TIER_NEW, Change.CONTRACT_NEW]), "engagement_id"])
    assert added == set(after.index) - set(before.index)
    was, is_ = (totals(sample, each)["hits"] for each in (then, now))
    counts = changes["change"].value_counts()
    assert was + counts[Change.HIT_NEW] - counts[Change.HIT_GONE] == is_


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_change_leaves_as_words(sample: Ledger, language: str) -> None:
    wording.use(language)
    then = Side(test_sample.TODAY - timedelta(days=140), sample.head().seq * 7 // 10)
    changes = compare(sample, then, side(sample, test_sample.TODAY))
    rows = with_words(changes)
    codes = {value for name in ("state_before", "state_after") for value in changes[name].dropna() if "_" in str(value)}
    assert not {code for code in codes for said in [*rows["before"], *rows["after"]] if code in said}
    assert len(with_words(changes, is_short=True)) == len(rows)
    assert counted(changes)["count"].sum() == len(rows)
    order = rows[["contract_number", "tier"]].dropna()
    assert order.equals(order.sort_values(["contract_number", "tier"], kind="stable"))
    headings = {name: column.heading for name, column in CHANGES.items()}
    sheet = load_workbook(io.BytesIO(table.workbook_bytes(rows, headings))).worksheets[0]
    assert sheet.max_row == len(rows) + 1
