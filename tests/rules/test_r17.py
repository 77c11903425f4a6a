"""R17: an audit is closed once it is reported and each of its findings has an owner and a day."""

from typing import Any

import pytest

from tests.office import TODAY, Office
from tests.rules.inspecting import contract

# The office reports an audit within 30 days; today is 20 November.
LAST_IN_TIME, TOO_OLD = "2026-10-21", "2026-10-20"
THROUGH = "through_contractor"
UNREPORTED = {"reported_on": None, "reported_to": None}
ASSIGNED = {"owner": "受託者の業務責任者", "due_on": "2026-12-20"}


@pytest.mark.parametrize(
    "audit",
    [
        {"audited_on": TOO_OLD},
        {"audited_on": LAST_IN_TIME, **UNREPORTED},
        {"audited_on": TOO_OLD, "audit_kind": "self_check", **UNREPORTED},
        {"audited_on": None, "planned_on": TOO_OLD, **UNREPORTED},
        {"audited_on": "2026-09-01", "audit_kind": THROUGH, "report_received_on": "2026-11-01", **UNREPORTED},
        {"audited_on": "2026-09-01", "audit_kind": THROUGH, **UNREPORTED},
        {"audited_on": TOO_OLD, "finding_count": 3},
    ],
    ids=[
        "reported",
        "within its days",
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
    assert "R17" not in office.hits(work)


@pytest.mark.parametrize(
    "lacking",
    [UNREPORTED, {"reported_to": None}, {"reported_on": None}],
    ids=["not reported", "reported to nobody named", "reported on no day"],
)
def test_denies_an_audit_that_is(office: Office, lacking: dict[str, Any], english: None) -> None:
    work = contract(office)
    audit = office.audit(work, audited_on=TOO_OLD, **lacking)
    hit = office.hits(work)["R17"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "audit", audit)
    assert hit.says == "The audit of 2026-10-20: it has not been reported to the person responsible."
    office.revise("audit", audit, reported_on=TODAY, reported_to="総括保護管理者")
    assert "R17" not in office.hits(work)


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
    office.audit(work, audited_on=LAST_IN_TIME, **UNREPORTED)
    office.policy(audit_report_days=29)
    assert "R17" in office.hits(work)


def test_denies_one_visit_of_several_as_one(office: Office) -> None:
    """It is the office's own duty to report it, once for all that it covered."""
    first, second = contract(office), contract(office)
    audit = office.audit(first, second, audited_on=TOO_OLD, **UNREPORTED)
    found = office.ledger.read("attention", as_of=TODAY, rule="R17", contract=None)
    mine = found[found["subject_id"] == audit]
    assert len(mine) == 1
    assert mine["engagement_id"].isna().all()
