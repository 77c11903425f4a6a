"""R02: at every depth the office decides; the consent of an upper contractor is no permission."""

import pytest

from tests.office import PAPER, TODAY, YESTERDAY, Office


@pytest.fixture
def work(office: Office) -> str:
    """A third tier below a permitted second one."""
    second = office.subcontract(office.contract())
    office.permit(second)
    return office.subcontract(second)


def test_allows_the_decision_of_the_office_at_the_third_tier(office: Office, work: str) -> None:
    office.permit(work)
    assert "R02" not in office.hits(work)
    assert office.status(work)["permission_state"] == "permitted"


@pytest.mark.parametrize("outcome", ["permitted", "conditional"])
def test_denies_a_permission_entered_for_an_upper_tier(office: Office, work: str, outcome: str) -> None:
    office.confirm(work)
    with office.refused("R02"):
        office.decide(work, decided_for="upper_tier", outcome=outcome)


def test_flags_one_found_on_paper_which_permits_nothing(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=YESTERDAY)
    decision = office.decide(work, decided_for="upper_tier", decided_on=YESTERDAY, **PAPER)
    hit = office.hits(work)["R02"]
    assert (hit.subject_id, hit.level, hit.since) == (decision, "breach", YESTERDAY)
    assert office.status(work)["permission_state"] == "none"


def test_allows_it_once_the_office_has_decided(office: Office, work: str) -> None:
    office.decide(work, decided_for="upper_tier", decided_on=YESTERDAY, **PAPER)
    office.permit(work, decided_on=TODAY)
    assert "R02" not in office.hits(work)


def test_allows_an_upper_tier_to_say_no(office: Office, work: str) -> None:
    office.decide(work, decided_for="upper_tier", outcome="refused")
    assert "R02" not in office.hits(work)


def test_allows_what_needs_no_permission(office: Office) -> None:
    work = office.subcontract(office.contract(data_class="none", policy="unrestricted"))
    office.decide(work, decided_for="upper_tier")
    assert "R02" not in office.hits(work)


def test_flags_it_from_its_day_and_its_entry_on(office: Office, work: str) -> None:
    before = office.ledger.head().seq
    office.decide(work, decided_for="upper_tier", decided_on=TODAY, refuses=False)
    assert "R02" in office.hits(work)
    assert "R02" not in office.hits(work, as_of=YESTERDAY)
    assert "R02" not in office.hits(work, at_seq=before)
