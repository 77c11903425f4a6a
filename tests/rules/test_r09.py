"""R09: under a contract that prohibits subcontracting without exception, any subcontract is a breach."""

import pytest

from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office


@pytest.mark.parametrize("policy", ["prohibited_in_principle", "permission", "named_only", "unknown", None])
def test_allows_to_permit_under_any_other_policy(office: Office, policy: str | None) -> None:
    work = office.subcontract(office.contract(policy=policy))
    office.permit(work)
    assert "R09" not in office.hits(work, as_of=TOMORROW)


def test_denies_to_permit_under_a_prohibition(office: Office) -> None:
    work = office.subcontract(office.contract(policy="prohibited"))
    with office.refused("R09"):
        office.permit(work)


def test_denies_at_every_tier(office: Office) -> None:
    second = office.subcontract(office.contract(policy="prohibited"))
    third = office.subcontract(second)
    with office.refused("R09"):
        office.permit(third)


def test_flags_a_permission_on_paper(office: Office) -> None:
    work = office.subcontract(office.contract(policy="prohibited"))
    decision = office.permit(work, decided_on=YESTERDAY, **PAPER)
    hit = office.hits(work)["R09"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("breach", "permission_decision", decision)


def test_flags_work_that_was_found(office: Office) -> None:
    work = office.subcontract(office.contract(policy="prohibited"), starts_on=YESTERDAY, origin="discovered")
    hit = office.hits(work)["R09"]
    assert (hit.subject_kind, hit.subject_id, hit.is_refused) == ("subcontract", work, False)


def test_allows_a_mere_request(office: Office) -> None:
    work = office.subcontract(office.contract(policy="prohibited"))
    office.request(work)
    assert "R09" not in office.hits(work)


def test_allows_to_say_no(office: Office) -> None:
    work = office.subcontract(office.contract(policy="prohibited"))
    office.decide(work, outcome="refused")
    assert "R09" not in office.hits(work)


def test_allows_the_contractor_itself(office: Office) -> None:
    assert "R09" not in office.hits(office.contract(policy="prohibited"))


def test_allows_it_once_the_contract_was_changed(office: Office) -> None:
    contract = office.contract(policy="prohibited")
    work = office.subcontract(contract)
    office.revise("contract", contract, policy="permission")
    office.permit(work)
    assert "R09" not in office.hits(work)


def test_flags_it_from_its_day_and_its_entry_on(office: Office) -> None:
    contract = office.contract(policy="permission")
    work = office.subcontract(contract, starts_on=TODAY)
    before = office.ledger.head().seq
    office.revise("contract", contract, policy="prohibited")
    assert "R09" in office.hits(work)
    assert "R09" not in office.hits(work, as_of=YESTERDAY)
    assert "R09" not in office.hits(work, at_seq=before)
