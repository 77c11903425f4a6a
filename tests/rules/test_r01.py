"""R01: no permission without a complete, positive handling confirmation, in date on the day of the decision."""

import pytest

from tests.office import PAPER, SHEET, TODAY, TOMORROW, YESTERDAY, Office


@pytest.fixture
def work(office: Office) -> str:
    return office.subcontract(office.contract())


def test_allows_a_permission_on_the_day_of_its_confirmation(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=TODAY)
    office.decide(work, decided_on=TODAY)
    assert "R01" not in office.hits(work)


def test_denies_a_permission_without_a_confirmation(office: Office, work: str) -> None:
    with office.refused("R01"):
        office.decide(work)
