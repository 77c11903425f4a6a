"""R19: where an audit found shortcomings, whether the entrustment goes on is decided and recorded."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import Clock
from tests.office import TODAY, Office
from tests.rules.inspecting import contract

# An audit is evaluated within 30 days, counted from today, on which all is recorded here.
LAST_IN_TIME, TOO_LATE = TODAY + timedelta(30), TODAY + timedelta(31)


@pytest.mark.parametrize(
    "audit",
    [
        {"result": "fit"},
        {"result": None, "opinion": "おおむね適正である。"},
        {"result": "unfit", "review": "terminate", "reviewed_on": TODAY},
        {"result": "partly", "review": "continue"},
    ],
    ids=["found proper", "without a result", "ended for it", "gone on with"],
)
def test_allows_work_whose_audit_is(office: Office, audit: dict[str, Any]) -> None:
    work = contract(office)
    office.audit(work, **audit)
    assert "R19" not in office.hits(work, as_of=TOO_LATE)


@pytest.mark.parametrize("result", ["partly", "unfit"])
def test_denies_shortcomings_that_lead_to_no_decision(office: Office, result: str, english: None) -> None:
    work = contract(office)
    audit = office.audit(work, result=result)
    assert "R19" not in office.hits(work, as_of=LAST_IN_TIME)
    hit = office.hits(work, as_of=TOO_LATE)["R19"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "audit", audit)
    office.revise("audit", audit, review="change", reviewed_on=TODAY)
    assert "R19" not in office.hits(work, as_of=TOO_LATE)


def test_counts_from_the_entry_of_what_was_taken_over(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on="2026-09-01", result="unfit")
    assert "R19" not in office.hits(work, as_of=LAST_IN_TIME)
    assert "R19" in office.hits(work, as_of=TOO_LATE)


@pytest.mark.parametrize(
    ("ends_on", "is_flagged"),
    [(LAST_IN_TIME - timedelta(1), False), (LAST_IN_TIME, True)],
    ids=["before its days ran out", "after them"],
)
def test_asks_of_work_that_has_ended_since(office: Office, ends_on: date, is_flagged: bool) -> None:
    work = contract(office, ends_on=ends_on)
    office.audit(work, result="unfit")
    assert ("R19" in office.hits(work, as_of=TOO_LATE)) is is_flagged


def test_denies_each_of_the_contracts_that_go_on(office: Office) -> None:
    first, second, over = contract(office), contract(office), contract(office, ends_on="2026-12-01")
    audit = office.audit(first, second, over, result="unfit")
    found = office.ledger.read("attention", as_of=TOO_LATE, rule="R19", contract=None)
    mine = found[found["subject_id"] == audit]
    assert set(mine["engagement_id"]) == {first, second}
    assert set(mine["section"]) == {"税務課"}


def test_denies_as_of_a_day_before_it_was_decided(own_office: Office, clock: Clock) -> None:
    work = contract(own_office)
    audit = own_office.audit(work, result="unfit")
    clock.noon("2027-01-10")
    own_office.revise("audit", audit, review="continue", reviewed_on="2027-01-10")
    assert "R19" in own_office.hits(work, as_of=date(2027, 1, 9))
    assert "R19" not in own_office.hits(work, as_of=date(2027, 1, 10))
