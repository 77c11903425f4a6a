"""The policy of the office is that of the day: a change counts from its day, and for nothing before it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kantoku.ledger import Ledger
from tests import ledgers
from tests.conftest import Clock
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

SPRING = date(2026, 4, 1)


@pytest.fixture
def ledger(path: Path, clock: Clock) -> Iterator[Ledger]:
    """A ledger that began in spring."""
    clock.noon(SPRING)
    ledger = ledgers.new(path, clock)
    yield ledger
    ledger.close()


def test_a_change_counts_from_its_day_on(office: Office, clock: Clock) -> None:
    contract = office.contract(starts_on="2026-04-01", data_class="personal")
    clock.noon(TODAY)
    office.policy(audit_interval_months=6)
    office.policy(audit_interval_months=3)
    due = [
        office.status(contract, as_of=day)["next_audit_due_on"].date()
        for day in (date(2026, 3, 31), SPRING, YESTERDAY, TODAY, TOMORROW)
    ]
    assert due == [date(2027, 4, 1)] * 3 + [date(2026, 7, 1)] * 2


def test_a_permission_is_judged_by_the_policy_of_its_day(office: Office, clock: Clock) -> None:
    work = office.subcontract(office.contract(), extent="whole", override_reason="専門性のため")
    office.confirm(work, confirmed_on="2026-04-01")
    permission = office.decide(work, decided_on="2026-04-01", refuses=False)
    clock.noon(TODAY)
    office.policy(principal_part="refused", confirmation_valid_months=1, late_entry_days=0)
    assert not {"R10", "R06"} & set(office.hits(work))
    later = office.decide(work, decided_on=YESTERDAY, refuses=False, **PAPER)
    assert office.hits(work)["R06"].subject_id == later != permission
    assert "R10" not in office.hits(work)
    office.decide(work, decided_on=TODAY, refuses=False)
    assert office.hits(work)["R10"].detail["lacks"] == "barred"


def test_a_confirmation_that_held_on_the_day_of_the_permission_held(office: Office, clock: Clock) -> None:
    clock.noon("2026-06-01")
    work = office.subcontract(office.contract())
    office.confirm(work, confirmed_on="2026-04-01")
    office.decide(work, decided_on="2026-06-01")
    clock.noon(TODAY)
    office.policy(confirmation_valid_months=1)
    assert "R01" not in office.hits(work)
    states = [office.status(work, as_of=day)["confirmation_state"] for day in (YESTERDAY, TODAY)]
    assert states == ["positive", "expired"]


def test_people_are_held_apart_by_the_policy_of_the_day(office: Office, clock: Clock) -> None:
    work = office.subcontract(office.contract())
    office.policy(separation="relaxed")
    request = office.request(work, requested_on="2026-04-01", drafted_by="税務課長 佐藤 次郎")
    office.confirm(work, confirmed_on="2026-04-01")
    office.decide(work, decided_on="2026-04-01", request_id=request, decided_by="税務課長 佐藤 次郎")
    clock.noon(TODAY)
    office.policy(separation="required")
    assert "R14" not in office.hits(work)


def test_handling_abroad_is_flagged_by_a_new_policy_and_refused_by_none_that_came_later(
    office: Office, clock: Clock
) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-04-01", places=[{"address": "Hanoi", "country": "VN"}])
    office.confirm(work, confirmed_on="2026-04-01", foreign_system="個人情報保護法令あり")
    office.decide(work, decided_on="2026-04-01")
    clock.noon(TODAY)
    office.policy(is_domestic_only=True)
    assert "R27" not in office.hits(work, as_of=YESTERDAY)
    assert (office.hits(work)["R27"].level, office.hits(work)["R27"].is_refused) == ("breach", False)


def test_the_trend_is_cut_where_the_policy_changed(office: Office, clock: Clock) -> None:
    contract = office.contract(starts_on="2026-04-01", none_declared_on="2026-04-01")
    office.audit(contract, audited_on="2026-04-01")
    alone = office.contract(starts_on="2026-04-01", data_class="none")
    work = office.subcontract(alone, starts_on="2026-04-01", data_class="personal")
    office.confirm(work, confirmed_on="2026-04-01")
    office.audit(work, audited_on="2026-04-01")
    clock.noon("2026-09-01")
    office.policy(audit_interval_months=3, confirmation_valid_months=3, declaration_valid_months=3)
    clock.noon("2026-10-01")
    office.policy(audit_interval_months=12, confirmation_valid_months=12, declaration_valid_months=12)
    clock.noon(TODAY)
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1), TODAY]
    trend = office.ledger.read("overview_trend", as_of=TODAY, points=days)
    for number in ("overdue", "unconfirmed", "unknown"):
        assert list(trend[number]) == [0, 1, 1, 0, 0], number
        counts = [int(office.ledger.read("overview_counts", as_of=day)[number].iloc[0]) for day in days]
        assert counts == list(trend[number])
