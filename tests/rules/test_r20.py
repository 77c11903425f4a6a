"""R20: what the contract says of reports falls due period by period, and is flagged once its day has passed."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.office import TODAY, TOMORROW, YESTERDAY, Office

QUARTERLY = {"reporting_interval": "quarterly"}
# The second quarter from April ends on 30 September, and its report was due two weeks later.
SECOND_DUE = date(2026, 10, 14)


def due(office: Office, contract: str) -> dict[str, Any]:
    rows = office.ledger.read("reports_due", as_of=TODAY, contract=contract, section=None)
    return dict(rows.iloc[0])


def test_allows_a_contract_without_an_interval(office: Office) -> None:
    assert "R20" not in office.hits(office.contract())


def test_denies_a_period_without_a_report(office: Office, english: None) -> None:
    contract = office.contract(**QUARTERLY)
    hit = office.hits(contract)["R20"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("overdue", "contract", contract)
    assert hit.since == date(2026, 7, 14)
    assert hit.says == "The report for 2026-04-01 to 2026-06-30 was due on 2026-07-14 and is not on record."
    wording.use("ja")
    assert "令和8年4月1日から令和8年6月30日までの報告" in hit.says


@pytest.mark.parametrize(
    ("until", "since"),
    [
        ("2026-06-30", SECOND_DUE),
        ("2026-06-25", SECOND_DUE),  # by the week, not by the month
        ("2026-09-30", None),  # the third period has not ended
        ("2026-04-20", date(2026, 7, 14)),  # no quarter
    ],
)
def test_denies_the_first_period_that_no_report_covers(office: Office, until: str, since: date | None) -> None:
    contract = office.contract(**QUARTERLY)
    office.report(contract, period_until_on=until)
    hit = office.hits(contract).get("R20")
    assert (hit.since if hit else None) == since


def test_denies_a_gap_between_two_reports(office: Office) -> None:
    contract = office.contract(**QUARTERLY)
    office.report(contract, period_from_on="2026-07-01", period_until_on="2026-09-30")
    assert office.hits(contract)["R20"].since == date(2026, 7, 14)
    office.report(contract, period_from_on="2026-04-01", period_until_on="2026-06-30")
    assert "R20" not in office.hits(contract)


def test_allows_one_report_for_several_periods(office: Office) -> None:
    contract = office.contract(reporting_interval="monthly", starts_on="2024-04-01", ends_on="2029-03-31")
    office.report(contract, period_from_on="2024-04-01", period_until_on="2026-10-31")
    assert "R20" not in office.hits(contract)
    assert due(office, contract)["period_until_on"].date() == date(2026, 11, 30)


@pytest.mark.parametrize(("interval", "first_due"), [("monthly", "2026-05-14"), ("half_yearly", "2026-10-14")])
def test_denies_by_the_interval_of_the_contract(office: Office, interval: str, first_due: str) -> None:
    contract = office.contract(reporting_interval=interval)
    assert office.hits(contract)["R20"].since == date.fromisoformat(first_due)


def test_allows_a_year_that_has_not_ended(office: Office) -> None:
    contract = office.contract(reporting_interval="yearly", ends_on="2028-03-31")
    assert "R20" not in office.hits(contract)
    assert due(office, contract)["due_on"].date() == date(2027, 4, 14)


def test_denies_by_the_days_of_the_office_policy(office: Office) -> None:
    contract = office.contract(**QUARTERLY)
    office.report(contract, period_until_on="2026-06-30")
    office.policy(report_due_days=60)
    assert "R20" not in office.hits(contract)
    assert "R20" in office.hits(contract, as_of=date(2026, 11, 30))


def test_denies_a_report_that_is_not_submitted(office: Office) -> None:
    contract = office.contract(**QUARTERLY)
    office.report(contract, submitted_on=None)
    assert "R20" in office.hits(contract)
    office.report(contract, submitted_on=TOMORROW)
    assert "R20" in office.hits(contract)
    assert "R20" not in office.hits(contract, as_of=TOMORROW)


def test_allows_what_ended_unless_it_is_being_wound_up(office: Office) -> None:
    over = {"starts_on": "2026-04-01", "ends_on": "2026-10-31", **QUARTERLY}
    assert "R20" not in office.hits(office.contract(**over))
    ending = office.contract(**over, stage="ending")
    office.report(ending, period_until_on="2026-09-30")
    assert office.hits(ending)["R20"].detail["until_on"] == "2026-10-31"
    office.report(ending, period_from_on="2026-10-01", period_until_on="2026-10-31")
    assert "R20" not in office.hits(ending)


def test_allows_what_has_not_begun_or_is_being_awarded(office: Office) -> None:
    assert "R20" not in office.hits(office.contract(starts_on=YESTERDAY, **QUARTERLY))
    assert "R20" not in office.hits(office.contract(stage="selecting", **QUARTERLY))


def test_flags_it_as_known_then(office: Office) -> None:
    contract = office.contract(**QUARTERLY)
    before = office.ledger.head().seq
    office.report(contract, period_until_on="2026-09-30")
    assert "R20" in office.hits(contract, at_seq=before)
    assert "R20" not in office.hits(contract)
