"""R17: an audit is closed once it is reported and each of its findings has an owner and a day."""

from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import Clock
from tests.office import TODAY, Office
from tests.rules.inspecting import contract

# The office reports an audit within 30 days, counted from today, on which all is recorded here.
LAST_IN_TIME, TOO_LATE = TODAY + timedelta(30), TODAY + timedelta(31)
THROUGH = "through_contractor"
UNREPORTED = {"reported_on": None, "reported_to": None}
ASSIGNED = {"owner": "受託者の業務責任者", "due_on": "2026-12-20"}


@pytest.mark.parametrize(
    "audit",
    [
        {},
        {"audit_kind": "self_check", **UNREPORTED},
        {"audited_on": None, "planned_on": TODAY, **UNREPORTED},
        {"audit_kind": THROUGH, "report_received_on": "2026-11-21", **UNREPORTED},
        {"audit_kind": THROUGH, **UNREPORTED},
        {"finding_count": 3},
    ],
    ids=[
        "reported",
        "a self-check",
        "planned only",
        "its report just came",
        "its report awaited",
        "a number of findings",
    ],
)
def test_allows_an_audit_that_is(office: Office, audit: dict[str, Any]) -> None:
    work = contract(office)
    office.audit(work, **audit)
    assert "R17" not in office.hits(work, as_of=TOO_LATE)


@pytest.mark.parametrize(
    "lacking",
    [UNREPORTED, {"reported_to": None}, {"reported_on": None}],
    ids=["not reported", "reported to nobody named", "reported on no day"],
)
def test_denies_an_audit_that_is(office: Office, lacking: dict[str, Any], english: None) -> None:
    work = contract(office)
    audit = office.audit(work, **lacking)
    assert "R17" not in office.hits(work, as_of=LAST_IN_TIME)
    hit = office.hits(work, as_of=TOO_LATE)["R17"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "audit", audit)
    assert hit.says == "The audit of 2026-11-20: it has not been reported to the person responsible."
    office.revise("audit", audit, reported_on=TODAY, reported_to="総括保護管理者")
    assert "R17" not in office.hits(work, as_of=TOO_LATE)


@pytest.mark.parametrize(
    "audit",
    [{}, {"audit_kind": THROUGH, "report_received_on": "2026-09-15"}],
    ids=["of the office", "through the contractor"],
)
def test_counts_from_the_entry_of_what_was_taken_over(office: Office, audit: dict[str, Any]) -> None:
    work = contract(office)
    office.audit(work, audited_on="2026-09-01", **UNREPORTED, **audit)
    assert "R17" not in office.hits(work, as_of=LAST_IN_TIME)
    assert "R17" in office.hits(work, as_of=TOO_LATE)


def test_counts_from_the_first_entry_of_what_was_corrected_since(own_office: Office, clock: Clock) -> None:
    work = contract(own_office)
    audit = own_office.audit(work, **UNREPORTED)
    clock.noon("2026-12-10")
    own_office.revise("audit", audit, audited_on="2026-11-19")
    assert own_office.hits(work, as_of=TOO_LATE)["R17"].since == LAST_IN_TIME


def test_denies_an_audit_of_work_that_has_ended_since(office: Office) -> None:
    work = contract(office, ends_on="2026-11-30")
    audit = office.audit(work, **UNREPORTED)
    assert "R17" in office.hits(work, as_of=TOO_LATE)
    found = office.ledger.read("attention", as_of=TOO_LATE, rule="R17", contract=None)
    assert not found.set_index("subject_id")["is_over"][audit]


@pytest.mark.parametrize("lacking", [{"owner": None}, {"due_on": None}], ids=["without an owner", "without a day"])
def test_denies_a_finding_of_it(office: Office, lacking: dict[str, Any]) -> None:
    work = contract(office)
    audit = office.audit(work)
    finding = office.finding(work, audit_id=audit, **(ASSIGNED | lacking))
    hit = office.hits(work)["R17"]
    assert (hit.subject_id, hit.detail["open"]) == (audit, ["findings"])
    office.revise("finding", finding, **ASSIGNED)
    assert "R17" not in office.hits(work)


def test_denies_by_the_policy_of_the_office(office: Office) -> None:
    work = contract(office)
    office.audit(work, **UNREPORTED)
    office.policy(audit_report_days=29)
    assert "R17" in office.hits(work, as_of=LAST_IN_TIME)


def test_denies_one_visit_to_each_of_the_contracts_that_it_covered(office: Office) -> None:
    first = contract(office, section="税務課")
    second, third = (contract(office, section="福祉課") for _nth in range(2))
    audit = office.audit(first, second, **UNREPORTED)
    found = office.ledger.read("attention", as_of=TOO_LATE, rule="R17", contract=None)
    mine = found[found["subject_id"] == audit]
    assert dict(zip(mine["section"], mine["engagement_id"], strict=True)) == {"税務課": first, "福祉課": second}
    assert len(mine) == 2
    assert "R17" in office.hits(first, as_of=TOO_LATE)
    assert "R17" not in office.hits(third, as_of=TOO_LATE)


def test_denies_a_visit_of_several_tiers_to_their_contract(office: Office) -> None:
    """Of none of them alone."""
    work = contract(office)
    audit = office.audit(work, office.subcontract(work), **UNREPORTED)
    found = office.ledger.read("attention", as_of=TOO_LATE, rule="R17", contract=None)
    mine = found[found["subject_id"] == audit]
    assert list(mine["contract_id"]) == [work]
    assert mine["engagement_id"].isna().all()


def test_denies_a_finding_to_the_contract_that_it_is_of(office: Office) -> None:
    first, second = contract(office), contract(office)
    audit = office.audit(first, second)
    office.finding(first, audit_id=audit, owner=None)
    assert "R17" in office.hits(first)
    assert "R17" not in office.hits(second)
