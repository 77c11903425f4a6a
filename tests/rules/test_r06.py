"""R06: a decision logged after its day needs its document number and a reason, and long after is flagged."""

from datetime import date, datetime

import pytest

from kantoku import rules, wording
from tests.conftest import Clock
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

NUMBER, REASON = "08荒総契第123号", "紙の決裁を後日記録するため"


@pytest.fixture
def work(office: Office) -> str:
    work = office.subcontract(office.contract())
    office.confirm(work, confirmed_on="2026-10-01")
    return work


def test_allows_a_decision_logged_on_its_day(office: Office, work: str) -> None:
    office.decide(work)
    assert "R06" not in office.hits(work)


def test_allows_a_decision_of_the_day_before_with_number_and_reason(office: Office, work: str) -> None:
    office.decide(work, decided_on=YESTERDAY, taken="on_paper", document_number=NUMBER, late_reason=REASON)
    assert "R06" not in office.hits(work)


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({}, "the document number and the reason are missing"),
        ({"document_number": NUMBER}, "the reason is missing"),
        ({"late_reason": REASON}, "the document number is missing"),
    ],
)
def test_denies_it_without(office: Office, work: str, given: dict[str, str], lacks: str, english: None) -> None:
    with office.refused("R06") as told:
        office.decide(work, decided_on=YESTERDAY, taken="on_paper", **given)
    (refusal,) = [refusal for refusal in told.value.refusals if refusal.rule == "R06"]
    assert refusal.says == f"Decided on 2026-11-19, logged on 2026-11-20: {lacks}."


@pytest.mark.parametrize("data_class", ["spi", "personal"])
def test_denies_it_by_the_law_that_binds_the_data(office: Office, data_class: str) -> None:
    work = office.subcontract(office.contract(data_class=data_class), data_class=data_class)
    with office.refused("R06") as told:
        office.decide(work, taken="on_paper", outcome="refused")
    assert [refusal.basis for refusal in told.value.refusals] == [rules.cited(rules.load()["R06"], data_class)]


def test_denies_a_paper_decision_of_today_without_its_number(office: Office, work: str) -> None:
    with office.refused("R06"):
        office.decide(work, taken="on_paper")


def test_denies_a_decision_made_here_that_is_dated_back(office: Office, work: str) -> None:
    with office.refused("R06"):
        office.decide(work, decided_on=YESTERDAY, document_number=NUMBER, late_reason=REASON)


def test_denies_to_turn_an_old_refusal_into_a_permission(own_office: Office, clock: Clock) -> None:
    work = own_office.subcontract(own_office.contract())
    decision = own_office.decide(work, outcome="refused")
    clock.passes(days=30)
    own_office.confirm(work, confirmed_on=TODAY)
    with own_office.refused("R06"):
        own_office.revise("permission_decision", decision, outcome="permitted")


def test_denies_a_day_that_has_not_come(office: Office, work: str, english: None) -> None:
    with office.refused("R06") as told:
        office.decide(work, decided_on=TOMORROW)
    assert "has not come yet" in str(told.value)


@pytest.mark.parametrize("as_of", [YESTERDAY, TODAY, TOMORROW])
@pytest.mark.parametrize("taken", [{}, PAPER], ids=["made here", "on paper"])
def test_denies_a_day_that_has_not_come_whenever_it_is_judged(
    office: Office, work: str, as_of: date, taken: dict[str, str]
) -> None:
    contract = office.ledger.get("subcontract", work)[0].contract_id
    decision = {"contract_id": contract, "engagement_id": work, "outcome": "refused", "decided_on": TOMORROW}
    with office.refused("R06"):
        office.record("permission_decision", decision | taken, as_of=as_of)


def test_flags_one_logged_later_than_the_office_allows(office: Office, work: str) -> None:
    decision = office.decide(work, decided_on="2026-11-12", **PAPER)
    hit = office.hits(work)["R06"]
    assert (hit.level, hit.subject_id, hit.is_refused) == ("incomplete", decision, False)
    assert hit.detail == {"decided_on": "2026-11-12", "logged_on": "2026-11-20", "lacks": "late"}


def test_allows_the_seventh_day(office: Office, work: str) -> None:
    office.decide(work, decided_on="2026-11-13", **PAPER)
    assert "R06" not in office.hits(work)


def test_denies_by_the_days_of_the_office_policy(office: Office, work: str) -> None:
    office.policy(late_entry_days=0)
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert "R06" in office.hits(work)
    office.policy(late_entry_days=30)
    assert "R06" not in office.hits(work)


def test_allows_to_correct_an_old_decision(own_office: Office, clock: Clock) -> None:
    work = own_office.subcontract(own_office.contract())
    decision = own_office.permit(work)
    clock.noon("2027-02-01")
    own_office.revise("permission_decision", decision, notified_on=TOMORROW)
    assert "R06" not in own_office.hits(work, as_of=date(2027, 2, 1))


def test_allows_a_decision_of_the_day_that_it_is_in_the_office(own_office: Office, clock: Clock) -> None:
    """At half past midnight in the office it is still the day before in UTC."""
    work = own_office.subcontract(own_office.contract())
    clock.now = datetime(2026, 11, 20, 15, 30)
    own_office.permit(work, decided_on=TOMORROW)
    assert "R06" not in own_office.hits(work, as_of=TOMORROW)


@pytest.mark.parametrize("outcome", ["refused", "returned", "conditional"])
def test_denies_any_decision_alike(office: Office, work: str, outcome: str) -> None:
    with office.refused("R06"):
        office.decide(work, decided_on=YESTERDAY, outcome=outcome)


def test_says_it_in_japanese_too(office: Office, work: str) -> None:
    office.decide(work, decided_on="2026-11-12", **PAPER)
    wording.use("ja")
    assert office.hits(work, as_of=TODAY)["R06"].says == (
        "令和8年11月12日の決定を令和8年11月20日に記録しています（規定の日数を超えています）。"
    )


def test_flags_it_from_its_entry_on(office: Office, work: str) -> None:
    before = office.ledger.head().seq
    office.decide(work, decided_on="2026-11-12", **PAPER)
    assert "R06" not in office.hits(work, at_seq=before)
    assert "R06" not in office.hits(work, as_of=date(2026, 11, 11))


@pytest.mark.parametrize(
    "wider",
    [
        {"valid_until_on": "2028-03-31"},
        {"permitted_data_items": ["氏名", "口座番号"]},
        {"permitted_places": [{"address": "東京都架空区1-1", "use": "controlled"}]},
        {"permitted_work": "パンチ入力及び発送"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_denies_to_change_what_a_decision_made_here_permits(
    own_office: Office, clock: Clock, wider: dict[str, object]
) -> None:
    work = own_office.subcontract(own_office.contract())
    decision = own_office.permit(work, valid_until_on="2027-03-31", permitted_data_items=["氏名"])
    own_office.revise("permission_decision", decision, **wider)
    clock.passes(days=1)
    own_office.revise("permission_decision", decision, notified_on=TOMORROW)
    with own_office.refused("R06"):
        own_office.revise("permission_decision", decision, permitted_work="何でも")


def test_allows_to_correct_what_was_copied_wrongly_from_paper(own_office: Office, clock: Clock) -> None:
    work = own_office.subcontract(own_office.contract())
    decision = own_office.permit(work, **PAPER)
    clock.passes(days=30)
    own_office.revise("permission_decision", decision, valid_until_on="2027-02-28")
    assert "R06" not in own_office.hits(work, as_of=date(2026, 12, 20))


def test_an_erased_first_state_was_logged_on_its_day(own_office: Office, clock: Clock) -> None:
    work = own_office.subcontract(own_office.contract())
    decision = own_office.permit(work, reason="誤って記載された氏名")
    erased = own_office.ledger.head().seq
    clock.passes(days=30)
    own_office.revise("permission_decision", decision, reason="適切な安全管理が図られるため")
    own_office.ledger.erase(erased, ground="個人情報の誤記載", actor="情報 管理")
    assert "R06" not in own_office.hits(work, as_of=date(2026, 12, 20))
