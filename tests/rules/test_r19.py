"""R19: where an audit found shortcomings, whether the entrustment goes on is decided and recorded."""

from datetime import date
from typing import Any

import pytest

from tests.office import TODAY, Office
from tests.rules.inspecting import contract

LAST_IN_TIME, TOO_OLD = "2026-10-21", "2026-10-20"


@pytest.mark.parametrize(
    "audit",
    [
        {"audited_on": TOO_OLD, "result": "fit"},
        {"audited_on": TOO_OLD, "result": None, "opinion": "おおむね適正である。"},
        {"audited_on": LAST_IN_TIME, "result": "unfit"},
        {"audited_on": TOO_OLD, "result": "unfit", "review": "terminate", "reviewed_on": TODAY},
        {"audited_on": TOO_OLD, "result": "partly", "review": "continue"},
    ],
    ids=["found proper", "without a result", "within its days", "ended for it", "gone on with"],
)
def test_allows_work_whose_audit_is(office: Office, audit: dict[str, Any]) -> None:
    work = contract(office)
    office.audit(work, **audit)
    assert "R19" not in office.hits(work)


@pytest.mark.parametrize("result", ["partly", "unfit"])
def test_denies_shortcomings_that_lead_to_no_decision(office: Office, result: str, english: None) -> None:
    work = contract(office)
    audit = office.audit(work, audited_on=TOO_OLD, result=result)
    hit = office.hits(work)["R19"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "audit", audit)
    office.revise("audit", audit, review="change", reviewed_on=TODAY)
    assert "R19" not in office.hits(work)


def test_allows_what_has_ended_since(office: Office) -> None:
    work = contract(office, ends_on="2026-11-10")
    office.audit(work, audited_on=TOO_OLD, result="unfit")
    assert "R19" not in office.hits(work)


def test_denies_as_of_a_day_before_it_was_decided(office: Office) -> None:
    work = contract(office)
    office.audit(work, audited_on="2026-09-01", result="unfit", review="continue", reviewed_on="2026-11-10")
    assert "R19" in office.hits(work, as_of=date(2026, 11, 9))
    assert "R19" not in office.hits(work, as_of=date(2026, 11, 10))
