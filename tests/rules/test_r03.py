"""R03: a tier is permitted only where every tier above it is permitted and active."""

from datetime import date

import pytest

from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office


@pytest.fixture
def second(office: Office) -> str:
    return office.subcontract(office.contract())


def test_allows_a_tier_below_a_permitted_one(office: Office, second: str) -> None:
    office.permit(second)
    third = office.subcontract(second)
    office.permit(third)
    fourth = office.subcontract(third)
    office.permit(fourth)
    assert "R03" not in office.hits(fourth)
    assert office.status(fourth)["grounded"]


def test_denies_a_tier_below_one_never_permitted(office: Office, second: str) -> None:
    third = office.subcontract(second)
    with office.refused("R03"):
        office.permit(third)


def test_denies_a_tier_below_a_gap_further_up(office: Office, second: str) -> None:
    third = office.subcontract(second)
    office.confirm(third, confirmed_on=YESTERDAY)
    office.decide(third, decided_on=YESTERDAY, **PAPER)
    fourth = office.subcontract(third)
    with office.refused("R03"):
        office.permit(fourth)


def test_denies_below_a_refusal(office: Office, second: str) -> None:
    office.decide(second, outcome="refused")
    third = office.subcontract(second)
    with office.refused("R03"):
        office.permit(third)


def test_denies_below_a_permission_that_has_lapsed(office: Office, second: str) -> None:
    office.confirm(second, confirmed_on="2026-10-01")
    office.decide(second, decided_on="2026-10-01", valid_until_on=YESTERDAY, **PAPER)
    third = office.subcontract(second)
    with office.refused("R03"):
        office.permit(third)


def test_denies_below_a_permission_that_was_revoked(office: Office, second: str) -> None:
    grant = office.permit(second)
    office.revise("permission_decision", grant, revoked_on=TODAY, revoked_reason="重大な違反")
    third = office.subcontract(second)
    with office.refused("R03"):
        office.permit(third)


def test_allows_below_a_tier_that_needs_no_permission(office: Office) -> None:
    second = office.subcontract(office.contract(data_class="none", policy="unrestricted"))
    third = office.subcontract(second)
    office.permit(third)
    assert "R03" not in office.hits(third)


def test_flags_a_permission_on_paper_below_a_gap(office: Office, second: str) -> None:
    third = office.subcontract(second)
    office.confirm(third, confirmed_on=YESTERDAY)
    decision = office.decide(third, decided_on=YESTERDAY, **PAPER)
    hit = office.hits(third)["R03"]
    assert (hit.subject_id, hit.since, hit.level) == (decision, YESTERDAY, "breach")
    assert not office.status(third)["grounded"]


def test_flags_what_stands_below_when_the_tier_above_loses_its_permission(office: Office, second: str) -> None:
    grant = office.permit(second)
    third = office.subcontract(second)
    office.permit(third)
    office.revise("permission_decision", grant, revoked_on=TOMORROW)
    assert "R03" not in office.hits(third, as_of=TODAY)
    assert "R03" in office.hits(third, as_of=TOMORROW)


def test_allows_it_once_the_gap_is_closed(office: Office, second: str) -> None:
    third = office.subcontract(second)
    office.confirm(third, confirmed_on=YESTERDAY)
    office.decide(third, decided_on=YESTERDAY, **PAPER)
    office.permit(second)
    assert "R03" not in office.hits(third)


def test_flags_it_from_its_day_and_its_entry_on(office: Office, second: str) -> None:
    third = office.subcontract(second)
    before = office.ledger.head().seq
    office.decide(third, decided_on=YESTERDAY, **PAPER)
    assert "R03" not in office.hits(third, as_of=date(2026, 11, 18))
    assert "R03" not in office.hits(third, at_seq=before)
