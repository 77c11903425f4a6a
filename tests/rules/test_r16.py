"""R16: subcontractors are audited too, by the office or through the contractor, at every tier."""

from datetime import date
from typing import Any

import pytest

from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office
from tests.rules.inspecting import (
    COMPLETE,
    FIRST_DUE,
    INCOMPLETE,
    STATES,
    YEAR_2025,
    YEAR_2026,
    contract,
    subcontract,
    told,
    went_on,
)


@pytest.mark.parametrize(("audit", "state"), STATES.values(), ids=STATES.keys())
def test_the_state_after_an_audit(office: Office, audit: dict[str, Any], state: str) -> None:
    work = subcontract(office)
    office.audit(work, **audit)
    assert office.status(work)["audit_state"] == state
    assert ("R16" in office.hits(work)) is (state in {"overdue", "never"})


@pytest.mark.parametrize("audit", COMPLETE.values(), ids=COMPLETE.keys())
def test_allows_a_subcontractor_audited(office: Office, audit: dict[str, Any]) -> None:
    work = subcontract(office)
    office.audit(work, audited_on=YESTERDAY, **audit)
    assert "R16" not in office.hits(work)


@pytest.mark.parametrize("audit", INCOMPLETE.values(), ids=INCOMPLETE.keys())
def test_denies_a_record_that_is(office: Office, audit: dict[str, Any]) -> None:
    work = subcontract(office)
    audit_id = office.audit(work, audited_on=YESTERDAY, **audit)
    hit = office.hits(work)["R16"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "audit", audit_id)
    assert office.status(work)["audit_state"] == "covered"


def test_allows_it_once_the_report_has_come(office: Office) -> None:
    work = subcontract(office)
    audit = office.audit(work, audited_on=YESTERDAY, audit_kind="through_contractor")
    office.revise("audit", audit, report_received_on=YESTERDAY)
    assert "R16" not in office.hits(work)


def test_denies_a_subcontractor_never_audited_when_its_day_has_passed(office: Office, english: None) -> None:
    work = subcontract(office)
    assert "R16" not in office.hits(work, as_of=FIRST_DUE)
    hit = office.hits(work, as_of=date(2026, 4, 2))["R16"]
    assert (hit.level, hit.since, hit.subject_kind, hit.subject_id) == ("overdue", FIRST_DUE, "subcontract", work)
    assert hit.says == "Never audited, due on 2026-04-01."


def test_denies_at_every_tier(office: Office) -> None:
    second = subcontract(office)
    third = subcontract(office, under=second)
    fourth = subcontract(office, under=third)
    office.audit(second, fourth, audited_on=YESTERDAY)
    assert "R16" not in office.hits(second)
    assert "R16" in office.hits(third)
    assert "R16" not in office.hits(fourth)


def test_denies_the_audit_of_the_contractor_alone(office: Office) -> None:
    prime = contract(office)
    work = subcontract(office, under=prime)
    office.audit(prime, audited_on=YESTERDAY)
    assert "R16" in office.hits(work)
    assert "R15" not in office.hits(prime)


def test_denies_also_what_was_never_permitted(office: Office) -> None:
    work = office.subcontract(contract(office), starts_on="2025-04-01", origin="discovered")
    assert {"R05", "R16"} <= office.hits(work).keys()


def test_denies_by_the_interval_of_the_contract(office: Office) -> None:
    work = subcontract(office, under=contract(office, audit_interval_months=3))
    office.audit(work, audited_on="2026-08-19")
    assert "R16" in office.hits(work)


def test_allows_what_ended_or_has_not_begun(office: Office) -> None:
    prime = contract(office)
    ended = subcontract(office, under=prime, actual_ended_on=YESTERDAY)
    to_come = subcontract(office, under=prime, starts_on=TOMORROW)
    assert "R16" not in office.hits(ended)
    assert "R16" not in office.hits(to_come)


def test_allows_a_tier_that_touches_no_personal_data(office: Office) -> None:
    work = subcontract(office, data_class="none")
    assert "R16" not in office.hits(work)
    assert office.status(work)["audit_state"] == "not_required"


def test_denies_while_its_data_class_is_unknown(office: Office) -> None:
    work = subcontract(office, data_class="unknown")
    assert "R16" in office.hits(work)
    assert office.status(work)["is_data_presumed"]


def test_flags_it_as_known_then(office: Office) -> None:
    work = subcontract(office)
    before = office.ledger.head().seq
    office.audit(work, audited_on=YESTERDAY)
    assert "R16" in office.hits(work, at_seq=before)
    assert "R16" in office.hits(work, as_of=date(2026, 11, 18))


def test_denies_one_whose_beginning_nobody_knows_from_its_first_entry_on(office: Office) -> None:
    work = office.subcontract(contract(office), starts_on=None, ends_on="2028-03-31", origin="discovered")
    assert office.status(work)["next_audit_due_on"].date() == TODAY
    assert office.hits(work, as_of=TOMORROW)["R16"].since == TODAY


def test_what_was_audited_of_another_is_no_audit(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-04-01")
    office.audit(work)
    assert office.status(work)["audit_state"] == "covered"
    office.revise("subcontract", work, organisation_id=office.organisation(), refuses=False)
    assert office.status(work)["audit_state"] == "never"
    office.audit(work)
    assert office.status(work)["audit_state"] == "covered"


def test_a_plan_made_for_another_counts_once_it_is_carried_out(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-04-01")
    plan = office.audit(work, audited_on=None, planned_on=TODAY, methods=None, result=None)
    office.revise("subcontract", work, organisation_id=office.organisation(), refuses=False)
    office.revise("audit", plan, audited_on=TODAY, methods=["on_site"], result="fit")
    assert office.status(work)["audit_state"] == "covered"


# Over the turn of the year


def chain_of_two_years(office: Office, **values: Any) -> tuple[str, str]:
    """A permitted subcontract of last year and the one that it went on in, under contracts of one year each."""
    prime = contract(office, **YEAR_2025)
    former = subcontract(office, under=prime, **YEAR_2025)
    organisation = office.ledger.get("subcontract", former)[0].organisation_id
    linked = {"organisation_id": organisation, "previous_id": former, **YEAR_2026, **values}
    return former, subcontract(office, under=went_on(office, prime, **YEAR_2026), **linked)


def test_denies_a_subcontractor_not_audited_in_two_years(office: Office) -> None:
    _former, work = chain_of_two_years(office)
    assert "R16" not in office.hits(work, as_of=date(2026, 4, 1))
    assert office.hits(work, as_of=date(2026, 4, 2))["R16"].since == date(2026, 4, 1)
    assert office.status(work)["audit_state"] == "never"


def test_allows_a_subcontractor_audited_in_the_year_before(office: Office) -> None:
    former, work = chain_of_two_years(office)
    office.audit(former, audited_on="2026-02-10")
    assert office.status(work)["audit_state"] == "covered"
    assert "R16" not in office.hits(work)
    assert "R16" in office.hits(work, as_of=date(2027, 2, 11))


def test_another_subcontractor_begins_anew(office: Office) -> None:
    former, work = chain_of_two_years(office, organisation_id=office.organisation())
    office.audit(former, audited_on="2026-02-10")
    status = office.status(work)
    assert (status["audit_state"], status["next_audit_due_on"].date()) == ("never", date(2027, 4, 1))


def test_one_chain_is_told_as_in_the_whole(office: Office) -> None:
    former, work = chain_of_two_years(office)
    office.audit(former, audited_on="2026-02-10")
    scope = office.ledger.get("subcontract", work)[0].contract_id
    assert told(office, scope, as_of=TODAY, scope=scope) == told(office, scope, as_of=TODAY, scope=None) != []


@pytest.mark.parametrize("is_permitted", [False, True])
def test_what_was_only_asked_for_in_the_year_before_is_no_first_year(office: Office, is_permitted: bool) -> None:
    prime = contract(office, **YEAR_2025)
    former = office.subcontract(prime, origin="requested", **YEAR_2025)
    if is_permitted:
        office.permit(former, decided_on="2025-03-20", **PAPER)
    organisation = office.ledger.get("subcontract", former)[0].organisation_id
    linked = {"organisation_id": organisation, "previous_id": former, **YEAR_2026}
    work = subcontract(office, under=went_on(office, prime, **YEAR_2026), **linked)
    assert ("R16" in office.hits(work)) is is_permitted


def test_what_touched_no_personal_data_in_the_year_before_has_no_cycle(office: Office) -> None:
    prime = contract(office, data_class="none", **YEAR_2025)
    former = subcontract(office, under=prime, **YEAR_2025)
    organisation = office.ledger.get("subcontract", former)[0].organisation_id
    linked = {"organisation_id": organisation, "previous_id": former, **YEAR_2026}
    work = subcontract(office, under=went_on(office, prime, data_class="spi", **YEAR_2026), **linked)
    assert "R16" not in office.hits(work)
