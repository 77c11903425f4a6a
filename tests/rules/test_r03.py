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


def test_what_was_permitted_too_early_is_permitted_only_anew(office: Office, english: None) -> None:
    second = office.subcontract(office.contract(), starts_on=YESTERDAY)
    third = office.subcontract(second, starts_on=YESTERDAY)
    office.permit(third, decided_on=YESTERDAY, **PAPER)
    office.permit(second)
    assert office.hits(third)["R03"].says == (
        "Permitted on 2026-11-19, but every tier above it has been permitted without a break only since 2026-11-20."
    )
    office.permit(third)
    assert "R03" not in office.hits(third)


def test_allows_it_where_the_tier_above_was_permitted_before_the_work_begins(office: Office, second: str) -> None:
    third = office.subcontract(second)
    office.permit(third, decided_on=YESTERDAY, **PAPER)
    assert "R03" in office.hits(third)
    office.permit(second, valid_from_on="2026-12-01")
    assert "R03" not in office.hits(third)


def test_denies_since_the_tier_above_had_none(office: Office, second: str) -> None:
    grant = office.permit(second, decided_on="2026-11-10", **PAPER)
    third = office.subcontract(second)
    office.permit(third, decided_on="2026-11-12", **PAPER)
    office.revise("permission_decision", grant, revoked_on=YESTERDAY)
    assert office.hits(third)["R03"].since == YESTERDAY


def test_denies_what_outlasted_a_revocation_above_since_its_day(office: Office, second: str) -> None:
    """That it is longer than the tier above (R04) is not said besides."""
    grant = office.permit(second, decided_on="2026-11-02", **PAPER)
    third = office.subcontract(second)
    office.permit(third, decided_on="2026-11-03", **PAPER)
    office.revise("permission_decision", grant, revoked_on="2026-11-10")
    found = office.hits(third)
    assert (found["R03"].detail["upper"], found["R03"].since, "R04" in found) == (
        "unpermitted", date(2026, 11, 10), False
    )  # fmt: skip
    office.permit(second, decided_on="2026-11-15", **PAPER)
    fourth = office.subcontract(third)
    office.permit(fourth, decided_on="2026-11-12", **PAPER)
    running = {"actual_started_on": "2026-11-03"}
    office.revise("subcontract", third, **running)
    office.revise("subcontract", fourth, **running)
    later = [office.hits(each) for each in (third, fourth)]
    assert [each["R03"].detail["upper"] for each in later] == ["later", "later"]
    assert [each["R03"].since for each in later] == [date(2026, 11, 10), date(2026, 11, 12)]


def test_what_outlasted_a_gap_above_is_permitted_only_anew(office: Office) -> None:
    second = office.subcontract(office.contract(), starts_on="2026-04-01")
    office.permit(second, decided_on="2026-03-20", valid_until_on="2026-06-30", **PAPER)
    third = office.subcontract(second, starts_on="2026-05-01")
    office.permit(third, decided_on="2026-04-20", **PAPER)
    assert "R03" not in office.hits(third, as_of=date(2026, 6, 30))
    assert office.status(third, as_of=date(2026, 7, 1))["grounded"] is False
    office.permit(second, decided_on="2026-08-01", **PAPER)
    assert office.status(third)["grounded"] is True
    assert office.hits(third)["R03"].detail["held_from_on"] == "2026-08-01"


def test_allows_it_where_the_tier_above_was_renewed_without_a_gap(office: Office) -> None:
    second = office.subcontract(office.contract(), starts_on="2026-04-01")
    office.permit(second, decided_on="2026-03-20", valid_until_on="2026-06-30", **PAPER)
    third = office.subcontract(second, starts_on="2026-05-01")
    office.permit(third, decided_on="2026-04-20", **PAPER)
    office.permit(second, decided_on="2026-06-20", valid_from_on="2026-07-01", **PAPER)
    assert "R03" not in office.hits(third)


def test_flags_it_from_its_day_and_its_entry_on(office: Office, second: str) -> None:
    third = office.subcontract(second)
    before = office.ledger.head().seq
    office.decide(third, decided_on=YESTERDAY, **PAPER)
    assert "R03" not in office.hits(third, as_of=date(2026, 11, 18))
    assert "R03" not in office.hits(third, at_seq=before)
