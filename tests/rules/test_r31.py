"""R31: a confirmation holds for a year; then the permission that rests on it needs another."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.office import PAPER, TODAY, YESTERDAY, Office

RUNNING = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}


@pytest.fixture
def contract(office: Office) -> str:
    return office.contract(**RUNNING)


@pytest.fixture
def work(office: Office, contract: str) -> str:
    """Work permitted on 20 November 2025, on a confirmation of that day."""
    work = office.subcontract(contract, starts_on="2025-12-01", ends_on="2028-03-31")
    office.permit(work, decided_on="2025-11-20", **PAPER)
    return work


def test_allows_a_confirmation_of_a_year_ago_to_the_day(office: Office, work: str) -> None:
    assert "R31" not in office.hits(work, as_of=TODAY)
    assert office.status(work)["confirmation_state"] == "positive"


def test_denies_it_the_day_after(office: Office, work: str) -> None:
    hit = office.hits(work, as_of=date(2026, 11, 21))["R31"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("overdue", "subcontract", work)
    assert hit.since == TODAY
    assert hit.says == "直近の確認（令和7年11月20日）は有効期間を過ぎています。"
    wording.use("en")
    assert hit.says == "The last confirmation, of 2025-11-20, is out of date."


def test_allows_it_once_confirmed_anew(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=YESTERDAY)
    assert "R31" not in office.hits(work, as_of=date(2026, 12, 31))


def test_denies_a_confirmation_that_says_no(office: Office, work: str, english: None) -> None:
    office.confirm(work, confirmed_on=YESTERDAY, overall="not_secured")
    assert office.hits(work)["R31"].says.endswith("says that security control is not secured.")
    assert office.status(work)["permission_state"] == "permitted"


@pytest.mark.parametrize("lacking", [{"overall": None}, {"sheet": None}, {"confirmed_by": None}])
def test_denies_though_an_incomplete_one_followed(office: Office, work: str, lacking: dict[str, Any]) -> None:
    office.confirm(work, confirmed_on=TODAY, **lacking)
    assert "R31" in office.hits(work, as_of=date(2026, 11, 21))


def test_denies_by_its_own_last_day(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on="2026-11-01", valid_until_on="2026-11-18")
    assert office.hits(work)["R31"].since == date(2026, 11, 18)


def test_denies_by_the_months_of_the_office_policy(office: Office, work: str) -> None:
    office.policy(confirmation_valid_months=6)
    assert "R31" in office.hits(work)


def test_denies_for_the_contractor_too(office: Office, contract: str) -> None:
    office.confirm(contract, confirmed_on="2025-04-01")
    hit = office.hits(contract)["R31"]
    assert (hit.subject_kind, hit.subject_id) == ("contract", contract)


def test_allows_what_was_never_permitted_for_that_is_another_rule(office: Office, contract: str) -> None:
    work = office.subcontract(contract, starts_on="2025-12-01")
    office.confirm(work, confirmed_on="2025-04-01")
    assert "R31" not in office.hits(work)
    assert "R05" in office.hits(work)


def test_allows_what_has_ended(office: Office, work: str) -> None:
    office.revise("subcontract", work, actual_ended_on="2026-06-30")
    assert "R31" not in office.hits(work, as_of=date(2027, 1, 1))


def test_allows_work_without_personal_data(office: Office) -> None:
    contract = office.contract(data_class="none", **RUNNING)
    office.confirm(contract, confirmed_on="2025-04-01")
    assert "R31" not in office.hits(contract)


def test_flags_it_as_known_then(office: Office, work: str) -> None:
    before = office.ledger.head().seq
    office.confirm(work, confirmed_on=YESTERDAY, overall="not_secured")
    assert "R31" not in office.hits(work, at_seq=before)
    assert "R31" not in office.hits(work, as_of=date(2026, 11, 18))


def test_denies_though_it_is_said_to_hold_longer_than_the_office_allows(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on="2025-11-21", valid_until_on="2030-03-31")
    assert "R31" not in office.hits(work, as_of=date(2026, 11, 21))
    assert office.hits(work, as_of=date(2026, 11, 22))["R31"].since == date(2026, 11, 21)
