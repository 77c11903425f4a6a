"""R18: a finding is corrected by its day, and closed with proof and with a look elsewhere."""

from typing import Any

import pytest

from kantoku import audit_actions
from kantoku.errors import InvalidRecord
from tests.office import TODAY, YESTERDAY, Office
from tests.rules.inspecting import contract

VERIFIED = {
    "state": "verified",
    "verified_on": YESTERDAY,
    "verified_by": "監査 三郎",
    "verified_how": "記録の写しにより確認した。",
    "lateral_check": "同種の不備はない。",
    "finding_class": "nonconformity",
}


@pytest.mark.parametrize(
    "finding",
    [
        {"due_on": TODAY},
        {"due_on": None},
        VERIFIED | {"due_on": YESTERDAY},
        VERIFIED | {"finding_class": "observation", "lateral_check": None},
        VERIFIED | {"state": "accepted", "lateral_check": None},
    ],
    ids=["due today", "without a day", "verified", "a point to note", "its risk accepted"],
)
def test_allows_a_finding_that_is(office: Office, finding: dict[str, Any]) -> None:
    work = contract(office)
    office.finding(work, found_on="2026-10-01", **finding)
    assert "R18" not in office.hits(work)


@pytest.mark.parametrize("state", ["open", "under_way", "reported"])
def test_denies_past_its_day_one_that_is(office: Office, state: str, english: None) -> None:
    work = contract(office)
    finding = office.finding(work, found_on="2026-10-01", due_on=YESTERDAY, state=state)
    hit = office.hits(work)["R18"]
    assert (hit.level, hit.since, hit.subject_kind, hit.subject_id) == ("overdue", YESTERDAY, "finding", finding)
    assert hit.says == "The correction was due on 2026-11-19."


@pytest.mark.parametrize("lacking", ["verified_on", "verified_by", "verified_how"])
def test_denies_one_closed_without(office: Office, lacking: str) -> None:
    work = contract(office)
    office.finding(work, found_on="2026-10-01", **(VERIFIED | {lacking: None}))
    hit = office.hits(work)["R18"]
    assert (hit.level, hit.detail["finding"]) == ("incomplete", "unproved")


def test_denies_a_nonconformity_closed_without_a_look_elsewhere(office: Office) -> None:
    work, other = contract(office), contract(office)
    finding = office.finding(work, found_on="2026-10-01", **(VERIFIED | {"lateral_check": None}))
    assert office.hits(work)["R18"].detail["finding"] == "lateral"
    office.revise("finding", finding, lateral_checks=[{"contract_id": other, "checked_on": TODAY, "is_found": False}])
    assert "R18" not in office.hits(work)


def test_denies_closing_without_proof_where_it_is_closed(office: Office) -> None:
    work = contract(office)
    finding = office.finding(work)
    _found, revision = office.ledger.get("finding", finding)
    with pytest.raises(InvalidRecord):
        audit_actions.close_finding(
            office.ledger, finding, {"verified_on": TODAY, "verified_by": "監査 三郎"}, base=revision, actor="監査 三郎"
        )
