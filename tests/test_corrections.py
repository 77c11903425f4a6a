"""A correction is stopped by what it makes worse, never by what was broken already."""

from typing import Any

import pytest

from kantoku.rules import Hit
from tests.office import TODAY, Office

ITEMS = {"data_items": ["氏名", "住所"]}


@pytest.fixture
def too_long(office: Office) -> tuple[str, str]:
    """Permitted work that goes on longer than the tier above is permitted since, and its decision."""
    upper = office.subcontract(office.contract(), **ITEMS)
    above = office.permit(upper, valid_until_on="2027-03-31")
    work = office.subcontract(upper, **ITEMS)
    decision = office.permit(work, permitted_data_items=ITEMS["data_items"])
    office.revise("permission_decision", above, valid_until_on="2027-01-31")
    assert office.hits(work)["R04"].detail == {"beyond": ["period"]}
    return work, decision


def test_allows_what_leaves_it_as_it_was(office: Office, too_long: tuple[str, str]) -> None:
    work, decision = too_long
    office.revise("permission_decision", decision, notified_on=TODAY)
    office.revise("permission_decision", decision, revoked_on=TODAY)
    assert office.ledger.get("permission_decision", decision)[1] == 3
    assert office.status(work)["permission_state"] == "revoked"


def test_denies_what_breaks_the_same_rule_in_another_respect(office: Office, too_long: tuple[str, str]) -> None:
    _work, decision = too_long
    with office.refused("R04") as refused:
        office.revise("permission_decision", decision, permitted_data_items=["氏名"])
    assert [refusal.detail for refusal in refused.value.refusals] == [{"beyond": ["permitted_data_items"]}]


def test_allows_what_leaves_one_of_two_respects(office: Office, too_long: tuple[str, str]) -> None:
    work, decision = too_long
    office.revise("permission_decision", decision, refuses=False, permitted_data_items=["氏名"])
    office.revise("permission_decision", decision, permitted_data_items=ITEMS["data_items"])
    assert office.hits(work)["R04"].detail == {"beyond": ["period"]}


def hit(rule: str, subject_id: str, **detail: Any) -> Hit:
    about = {"engagement_id": "e", "contract_id": "c", "subject_kind": "permission_decision", "subject_id": subject_id}
    return Hit(rule, **about, since=None, level="breach", is_refused=True, data_class="spi", detail=detail)


def test_what_a_hit_tells_of_days_and_numbers_is_no_respect_of_its_own() -> None:
    lacking = hit("R01", "d", lacks="confirmation", permitted_on="2026-11-20")
    assert lacking.respects == hit("R01", "d", lacks="confirmation", permitted_on="2026-11-19").respects
    assert not lacking.respects & hit("R01", "d", lacks="conditions", permitted_on="2026-11-20").respects
    assert not lacking.respects & hit("R01", "other", lacks="confirmation").respects
    assert hit("R02", "d", decided_on="2026-11-20").respects == hit("R02", "d", decided_on="2026-11-19").respects
    assert hit("R04", "d", beyond=["period"]).respects < hit("R04", "d", beyond=["period", "data_class"]).respects
