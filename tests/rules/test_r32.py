"""R32: training of those who handle Specific Personal Information is attested once a year for each organisation."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.office import PAPER, TODAY, TOMORROW, Office

RUNNING = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}


def contract(office: Office, **values: Any) -> tuple[str, str]:
    """(contract, its organisation)"""
    organisation = office.organisation()
    return office.contract(**{**RUNNING, **values}, organisation_id=organisation), organisation


def train(office: Office, under: str, organisation: str, held_on: object, **values: Any) -> None:
    training = {"organisation_id": organisation, "held_on": held_on, "content": "標的型攻撃への対応"}
    office.report(under, trainings=[training], **values)


def test_denies_a_year_without_training(office: Office, english: None) -> None:
    work, _organisation = contract(office)
    hit = office.hits(work)["R32"]
    assert (hit.level, hit.subject_kind, hit.subject_id, hit.since) == (
        "incomplete", "contract", work, date(2026, 4, 1)
    )  # fmt: skip
    assert "it was to be attested by 2026-04-01" in hit.says
    wording.use("ja")
    assert "研修の実施が記録されていません（期限 令和8年4月1日）" in hit.says


@pytest.mark.parametrize(("held_on", "is_flagged"), [(TODAY, False), ("2025-11-20", False), ("2025-11-19", True)])
def test_denies_training_of_more_than_a_year_ago(office: Office, held_on: object, is_flagged: bool) -> None:
    work, organisation = contract(office)
    train(office, work, organisation, held_on)
    assert ("R32" in office.hits(work)) is is_flagged


def test_allows_the_first_year(office: Office) -> None:
    work, _organisation = contract(office, starts_on="2025-11-20")
    assert "R32" not in office.hits(work)
    assert "R32" in office.hits(work, as_of=TOMORROW)


def test_denies_by_the_first_work_of_the_organisation_where_contracts_follow_each_other(office: Office) -> None:
    _old, organisation = contract(office, ends_on="2026-03-31")
    new = office.contract(starts_on="2026-04-01", organisation_id=organisation)
    assert office.hits(new)["R32"].since == date(2026, 4, 1)


@pytest.mark.parametrize(("data_class", "is_flagged"), [("spi", True), ("personal", False)])
def test_counts_from_work_that_has_its_data_class_from_above(office: Office, data_class: str, is_flagged: bool) -> None:
    """However many tiers up it is stated, and in whichever contract."""
    organisation = office.organisation()
    old = office.contract(starts_on="2025-04-01", ends_on="2026-03-31", data_class=data_class)
    ran = {"starts_on": "2025-04-01", "ends_on": "2026-03-31", "origin": "taken_over"}
    middle = office.subcontract(old, **ran)
    office.subcontract(middle, **ran, organisation_id=organisation)
    now = {"starts_on": "2026-04-01", "ends_on": "2027-03-31", "origin": "taken_over"}
    work = office.subcontract(office.contract(), **now, organisation_id=organisation)
    assert ("R32" in office.hits(work)) is is_flagged
    if is_flagged:
        assert office.hits(work)["R32"].since == date(2026, 4, 1)


def test_counts_from_the_class_that_a_tier_between_states(office: Office) -> None:
    """What was passed on without Specific Personal Information stays so further below."""
    organisation = office.organisation()
    ran = {"starts_on": "2025-04-01", "ends_on": "2026-03-31", "origin": "taken_over"}
    old = office.contract(starts_on="2025-04-01", ends_on="2026-03-31")
    office.subcontract(office.subcontract(old, **ran, data_class="personal"), **ran, organisation_id=organisation)
    own = office.contract(starts_on="2026-04-01", organisation_id=organisation)
    assert "R32" not in office.hits(own)


@pytest.mark.parametrize(
    ("asked", "is_flagged"),
    [({"origin": "requested"}, False), ({"origin": "requested", "actual_started_on": "2025-04-01"}, True)],
    ids=["never begun", "begun all the same"],
)
def test_counts_from_no_work_that_was_refused(office: Office, asked: dict[str, Any], is_flagged: bool) -> None:
    organisation = office.organisation()
    refused = office.subcontract(
        contract(office)[0], **RUNNING, **asked, data_class="spi", organisation_id=organisation
    )
    office.decide(refused, outcome="refused", decided_on="2025-03-20", **PAPER)
    own = office.contract(starts_on="2026-04-01", organisation_id=organisation)
    assert ("R32" in office.hits(own)) is is_flagged


def test_counts_from_no_contract_that_is_still_being_awarded(office: Office) -> None:
    _awarded, organisation = contract(office, stage="selecting")
    own = office.contract(starts_on="2026-04-01", organisation_id=organisation)
    assert "R32" not in office.hits(own)


def test_allows_training_attested_in_another_contract(office: Office) -> None:
    first, organisation = contract(office)
    second = office.contract(**RUNNING, organisation_id=organisation)
    train(office, first, organisation, "2026-06-01")
    assert "R32" not in office.hits(second)


def test_denies_a_subcontractor_for_itself(office: Office) -> None:
    upper, organisation = contract(office)
    work = office.subcontract(upper, **RUNNING)
    office.permit(work, decided_on="2025-03-20", **PAPER)
    train(office, upper, organisation, "2026-06-01")
    assert "R32" not in office.hits(upper)
    assert office.hits(work)["R32"].subject_kind == "subcontract"


def test_allows_other_data_and_what_has_ended(office: Office) -> None:
    personal, _organisation = contract(office, data_class="personal")
    over, _organisation = contract(office, ends_on="2026-10-31")
    assert "R32" not in {**office.hits(personal), **office.hits(over)}


def test_denies_training_in_a_report_that_has_not_come(office: Office) -> None:
    work, organisation = contract(office)
    train(office, work, organisation, "2026-06-01", submitted_on=None)
    assert "R32" in office.hits(work)


def test_denies_by_the_months_of_the_office_policy(office: Office) -> None:
    work, organisation = contract(office)
    train(office, work, organisation, "2026-01-15")
    assert "R32" not in office.hits(work)
    office.policy(training_interval_months=6)
    assert "R32" in office.hits(work)
