"""R08: a permission in advance needs its documents and reports, and lapses unless work begins; conditions fall due."""

from datetime import date
from typing import Any

import pytest

from kantoku import decision_actions, wording
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

AGREED = {
    "request_type": "advance",
    "capability": "会社概要、ISMS認証の写し",
    "start_report": "特記仕様書第12条",
    "status_report_interval": "quarterly",
}
ALL_TASKS = {"first_day": None, "last_day": None, "section": None, "officer": None, "row_limit": 999}
UNDER_WAY = {"starts_on": "2026-05-01", "origin": "requested"}


@pytest.fixture
def work(office: Office) -> str:
    return office.subcontract(office.contract(), origin="requested")


def decide(office: Office, work: str, **values: Any) -> str:
    """A permission made here on a request in advance, by the action that people use."""
    office.confirm(work)
    decision = {
        "contract_id": office.status(work)["contract_id"],
        "engagement_id": work,
        "outcome": "permitted",
        "decided_on": TODAY,
        "decided_by": "税務課長",
    }
    return decision_actions.decide(office.ledger, decision | values, actor="花子")


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        ("capability", "capability"),
        ("start_report", "start_report"),
        ("status_report_interval", "status_reports"),
    ],
)
def test_denies_one_in_advance_without(office: Office, work: str, without: str, lacks: str) -> None:
    request = office.request(work, **{**AGREED, without: None})
    with office.refused("R08") as told:
        office.permit(work, request_id=request)
    assert told.value.refusals[0].detail["lacks"] == [lacks]
    office.permit(work, request_id=request, **PAPER)
    assert (office.hits(work)["R08"].level, office.hits(work)["R08"].is_refused) == ("breach", False)


def test_allows_one_in_advance_with_all_three(office: Office, work: str) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    assert "R08" not in office.hits(work)


def test_allows_one_that_is_not_in_advance(office: Office, work: str) -> None:
    office.permit(work, request_id=office.request(work))
    assert "R08" not in office.hits(work)


def test_flags_a_start_that_nobody_reported(office: Office, work: str, english: None) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    assert "R08" not in office.hits(work, as_of=date(2026, 12, 1))
    hit = office.hits(work, as_of=date(2026, 12, 2))["R08"]
    assert (hit.level, hit.since, hit.detail["lacks"]) == ("overdue", date(2026, 12, 1), "start")
    assert "planned for 2026-12-01, has not been reported" in hit.says
    office.revise("subcontract", work, actual_started_on="2026-12-01")
    assert "R08" not in office.hits(work, as_of=date(2026, 12, 2))


def test_flags_a_state_that_nobody_reported(office: Office, work: str) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    office.revise("subcontract", work, actual_started_on="2026-12-01")
    assert "R08" not in office.hits(work, as_of=date(2027, 3, 1))
    assert office.hits(work, as_of=date(2027, 3, 2))["R08"].detail["lacks"] == "status"
    office.revise("subcontract", work, status_reported_on="2027-02-20")
    assert "R08" not in office.hits(work, as_of=date(2027, 3, 2))


def test_a_report_that_is_taken_back_was_none(office: Office, work: str) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    office.revise("subcontract", work, actual_started_on="2026-12-01", status_reported_on="2027-02-20")
    office.revise("subcontract", work, status_reported_on=None)
    assert office.hits(work, as_of=date(2027, 3, 2))["R08"].detail["lacks"] == "status"


def test_a_late_report_counts_from_its_day_on_and_the_next_one_leaves_it(office: Office, work: str) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    office.revise("subcontract", work, actual_started_on="2026-12-01")
    days = [date(2026, 12, 1), date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 10)]
    for reported_on in ("2027-03-10", "2027-03-25"):
        office.revise("subcontract", work, status_reported_on=reported_on)
        assert ["R08" in office.hits(work, as_of=day) for day in days] == [False, False, True, False]


def advance_reports(office: Office, work: str, day: date) -> list[tuple[str, date]]:
    """(permission, due day) of each report under a permission in advance that is to be made."""
    due = office.ledger.read("tasks", as_of=day, **ALL_TASKS | {"what": "advance_report"})
    mine = due[due["engagement_id"] == work]
    return [(row["subject_id"], row["due_on"].date()) for row in mine.to_dict("records")]


def test_the_reports_agreed_stay_due_under_whatever_is_permitted_after_it(office: Office, work: str) -> None:
    first = decide(office, work, request_id=office.request(work, **AGREED))
    office.revise("subcontract", work, actual_started_on="2026-12-01")
    later = office.decide(work)
    day = date(2027, 3, 2)
    assert office.status(work, as_of=day)["grant_id"] == later
    hit = office.hits(work, as_of=day)["R08"]
    assert (hit.subject_id, hit.since, hit.detail["lacks"]) == (first, date(2027, 3, 1), "status")
    assert hit.detail["permitted_on"] == TODAY.isoformat()
    assert advance_reports(office, work, day) == [(first, date(2027, 3, 1))]
    office.revise("subcontract", work, actual_ended_on="2027-02-28")
    assert "R08" not in office.hits(work, as_of=day)
    assert not advance_reports(office, work, day)


@pytest.mark.parametrize(("revoked_on", "is_due"), [("2027-03-01", False), ("2027-03-02", True)])
def test_the_reports_agreed_end_with_a_revocation_by_then(
    office: Office, work: str, revoked_on: str, is_due: bool
) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    office.revise("subcontract", work, actual_started_on="2026-12-01")
    later = office.decide(work)
    office.revise("permission_decision", later, revoked_on=revoked_on)
    assert ("R08" in office.hits(work, as_of=date(2027, 3, 3))) is is_due


def test_reports_agreed_anew_take_the_place_of_those_before(office: Office, work: str) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    office.revise("subcontract", work, actual_started_on="2026-12-01")
    anew = office.request(work, **{**AGREED, "status_report_interval": "half_yearly"})
    later = decide(office, work, request_id=anew)
    assert "R08" not in office.hits(work, as_of=date(2027, 3, 2))
    assert advance_reports(office, work, date(2027, 3, 2)) == [(later, date(2027, 6, 1))]


def test_the_start_is_not_awaited_under_a_permission_that_is_not_in_advance(office: Office, work: str) -> None:
    decide(office, work, request_id=office.request(work, **AGREED))
    office.decide(work)
    assert "R08" not in office.hits(work, as_of=date(2026, 12, 2))
    assert not advance_reports(office, work, date(2026, 12, 2))


def test_denies_work_that_nobody_began_in_time(office: Office) -> None:
    contract = office.contract(ends_on="2029-03-31")
    work = office.subcontract(contract, origin="requested", ends_on="2029-03-31")
    decide(office, work, request_id=office.request(work, **AGREED))
    state = [office.status(work, as_of=date(2027, 5, day))["permission_state"] for day in (20, 21)]
    assert state == ["permitted", "lapsed"]
    assert not office.status(work, as_of=date(2027, 5, 21))["is_begun"]
    assert "R05" not in office.hits(work, as_of=date(2027, 5, 21))  # nobody works without permission
    office.revise("subcontract", work, actual_started_on="2027-05-21")
    assert office.hits(work, as_of=date(2027, 5, 21))["R05"].detail["permission"] == "lapsed"
    office.revise("subcontract", work, actual_started_on="2027-05-20")
    assert office.status(work, as_of=date(2027, 6, 30))["permission_state"] == "permitted"


def test_denies_by_the_months_of_the_day_it_was_decided(office: Office, work: str) -> None:
    office.policy(advance_start_months=1)
    decide(office, work, request_id=office.request(work, **AGREED))
    office.policy(advance_start_months=12)
    assert office.status(work, as_of=date(2026, 12, 20))["permission_state"] == "permitted"
    assert office.status(work, as_of=date(2026, 12, 21))["permission_state"] == "lapsed"


def test_allows_work_permitted_in_advance_to_have_not_begun(office: Office) -> None:
    work = office.subcontract(office.contract(), **UNDER_WAY)
    decide(office, work, request_id=office.request(work, **AGREED))
    assert not office.status(work)["is_begun"]
    office.revise("subcontract", work, actual_started_on=TODAY)
    assert office.status(work)["is_begun"]


# Conditions


@pytest.fixture
def conditional(office: Office) -> str:
    work = office.subcontract(office.contract(), starts_on="2026-05-01")
    office.permit(
        work,
        decided_on="2026-11-02",
        outcome="conditional",
        conditions=[{"text": "名簿を提出すること。", "due_on": YESTERDAY}, {"text": "教育を行うこと。"}],
        **PAPER,
    )
    return work


def test_flags_a_condition_past_its_date(office: Office, conditional: str) -> None:
    hit = office.hits(conditional)["R08"]
    assert (hit.level, hit.subject_kind, hit.since) == ("overdue", "permission_decision", YESTERDAY)
    assert hit.says == (
        "令和8年11月2日の許諾について、許諾の条件（期限令和8年11月19日）が履行されていません（名簿を提出すること。）。"
    )
    wording.use("en")
    assert hit.remedy == "Have it fulfilled and record the day, or revoke the permission."


def test_allows_one_that_is_not_due_or_fulfilled(office: Office, conditional: str) -> None:
    assert "R08" not in office.hits(conditional, as_of=YESTERDAY)
    decision = office.status(conditional)["grant_id"]
    office.revise(
        "permission_decision",
        decision,
        conditions=[{"text": "名簿を提出すること。", "due_on": YESTERDAY, "fulfilled_on": TODAY}],
    )
    assert "R08" not in office.hits(conditional)


def test_allows_one_of_a_permission_that_was_revoked(office: Office, conditional: str) -> None:
    office.revise("permission_decision", office.status(conditional)["grant_id"], revoked_on=YESTERDAY)
    assert "R08" not in office.hits(conditional, as_of=TOMORROW)


def test_flags_it_whatever_was_permitted_after_it_until_it_is_fulfilled(office: Office, conditional: str) -> None:
    first = office.status(conditional)["grant_id"]
    office.decide(conditional)
    assert office.hits(conditional)["R08"].subject_id == first
    due = office.ledger.read("tasks", as_of=TODAY, **ALL_TASKS | {"what": "condition"})
    assert first in set(due["subject_id"])
    office.revise("subcontract", conditional, actual_ended_on=TODAY)
    assert office.hits(conditional, as_of=TOMORROW)["R08"].since == YESTERDAY
    fulfilled = {"text": "名簿を提出すること。", "due_on": YESTERDAY, "fulfilled_on": TODAY}
    office.revise("permission_decision", first, conditions=[fulfilled])
    assert "R08" not in office.hits(conditional)


def test_allows_one_taken_back_with_a_later_permission(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-05-01")
    due = {"outcome": "conditional", "conditions": [{"text": "名簿を提出すること。", "due_on": TODAY}]}
    office.permit(work, decided_on="2026-11-02", **due, **PAPER)
    later = office.decide(work, decided_on="2026-11-10", refuses=False, **PAPER)
    assert "R08" in office.hits(work, as_of=TOMORROW)
    office.revise("permission_decision", later, revoked_on=TODAY)
    assert "R08" not in office.hits(work, as_of=TOMORROW)
