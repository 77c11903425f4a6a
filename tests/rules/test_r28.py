"""R28: the effect of new, changed and ended entrustment on the PIA is judged, and a material change published first."""

from datetime import date
from typing import Any

import pytest

from kantoku import contract_actions
from kantoku.records.stage import Stage
from tests.office import ALL_CLAUSES, ASSESSED, PAPER, TODAY, TOMORROW, YESTERDAY, Office

MATERIAL = {"pia_impact": "material", "pia_judged_on": "2026-11-10"}
PUBLISHED = MATERIAL | {"pia_published_on": "2026-11-18"}
# On file by its first day.
NEW = {"starts_on": TODAY}


def begin(office: Office, contract: str) -> None:
    _record, revision = office.ledger.get("contract", contract)
    contract_actions.advance(office.ledger, contract, Stage.PERFORMING, base=revision, actor=office.actor)


def signed(office: Office, **values: Any) -> str:
    return office.contract(stage="signed", starts_on="2026-12-01", clauses=ALL_CLAUSES, **ASSESSED, **values)


def test_denies_to_begin_before_a_material_change_is_published(office: Office) -> None:
    contract = signed(office, **MATERIAL)
    with office.refused("R28"):
        begin(office, contract)


def test_denies_it_where_only_an_earlier_statement_was_published(office: Office) -> None:
    contract = signed(office, **MATERIAL, pia_published_on="2025-01-20")
    with office.refused("R28"):
        begin(office, contract)


@pytest.mark.parametrize("values", [PUBLISHED, {"pia_impact": "amend"}, {"pia_impact": "none"}, {}])
def test_allows_to_begin(office: Office, values: dict[str, Any]) -> None:
    contract = signed(office, **values)
    begin(office, contract)
    assert "R28" not in office.hits(contract)


def test_flags_what_had_begun_unpublished(office: Office) -> None:
    contract = office.contract(**MATERIAL)
    hit = office.hits(contract)["R28"]
    assert (hit.level, hit.is_refused, hit.detail["effect"]) == ("breach", False, "unpublished")


def test_flags_new_work_of_which_nothing_is_known_from_its_first_day_on(office: Office) -> None:
    contract = office.contract(starts_on=TOMORROW)
    assert "R28" not in office.hits(contract)
    hit = office.hits(contract, as_of=TOMORROW)["R28"]
    assert (hit.level, hit.detail["effect"]) == ("incomplete", "unjudged")


@pytest.mark.parametrize(
    "values",
    [
        {"pia_reference": "個人住民税事務 全項目評価書"},
        {"pia_number": "12"},
        {"pia_impact": "none"},
        {"starts_on": "2026-04-01"},  # put on file later: taken over
        {"data_class": "personal"},
    ],
)
def test_allows_what_stands_in_a_statement_is_judged_or_is_taken_over(office: Office, values: dict[str, Any]) -> None:
    assert "R28" not in office.hits(office.contract(**(NEW | values)))


@pytest.mark.parametrize(
    "change", [{"persons_band": "under_1m"}, {"transfers": ["line", "media"]}, {"persons_count": 9}]
)
def test_flags_a_change_until_it_is_judged(office: Office, change: dict[str, Any]) -> None:
    contract = office.contract(
        persons_band="under_100k", transfers=["line"], pia_impact="none", pia_judged_on="2026-04-01"
    )
    assert "R28" not in office.hits(contract)
    before = office.ledger.head().seq
    office.revise("contract", contract, **change)
    hit = office.hits(contract)["R28"]
    assert (hit.level, hit.detail["effect"], hit.since) == ("incomplete", "changed", TODAY)
    assert "R28" not in office.hits(contract, at_seq=before)
    office.revise("contract", contract, pia_judged_on=TODAY)
    assert "R28" not in office.hits(contract)


def test_allows_what_was_empty_to_be_filled_in_and_flags_a_change_of_that(office: Office) -> None:
    contract = office.contract(
        persons_band=None, persons_count=None, transfers=[], pia_impact="none", pia_judged_on="2026-04-01"
    )
    office.revise("contract", contract, persons_band="under_100k", transfers=["line"])
    assert "R28" not in office.hits(contract)
    office.revise("contract", contract, transfers=[])
    office.revise("contract", contract, transfers=["media"])
    assert office.hits(contract)["R28"].detail["effect"] == "changed"


def test_flags_another_contractor(office: Office) -> None:
    contract = office.contract(pia_reference="評価書")
    office.revise("contract", contract, organisation_id=office.organisation())
    assert office.hits(contract)["R28"].detail["effect"] == "changed"


def test_allows_a_change_that_the_statement_does_not_describe(office: Office) -> None:
    contract = office.contract(pia_reference="評価書")
    office.revise("contract", contract, title="改めた件名", amount=1_000)
    assert "R28" not in office.hits(contract)


def test_flags_the_end_until_it_is_judged(office: Office) -> None:
    contract = office.contract(ends_on="2026-10-31", pia_impact="none", pia_judged_on="2026-04-01")
    assert office.hits(contract)["R28"].detail["effect"] == "ended"
    assert "R28" not in office.hits(contract, as_of=date(2026, 10, 31))
    office.revise("contract", contract, pia_judged_on="2026-11-02")
    assert "R28" not in office.hits(contract)


def test_allows_the_end_of_what_was_never_judged(office: Office) -> None:
    assert "R28" not in office.hits(office.contract(ends_on="2026-10-31"))


def test_denies_to_permit_before_a_material_change_is_published(office: Office) -> None:
    work = office.subcontract(office.contract(pia_reference="評価書"))
    request = office.request(work, pia_impact="material", requested_on="2026-11-10")
    with office.refused("R28"):
        office.permit(work, request_id=request)


def test_allows_to_permit_once_it_was_published(office: Office) -> None:
    work = office.subcontract(office.contract(pia_reference="評価書", pia_published_on="2026-11-18"))
    request = office.request(work, pia_impact="material", requested_on="2026-11-10")
    office.permit(work, request_id=request)
    assert "R28" not in office.hits(work)


def test_flags_a_permission_on_paper(office: Office) -> None:
    work = office.subcontract(office.contract(pia_reference="評価書"))
    request = office.request(work, pia_impact="material", requested_on="2026-11-10")
    decision = office.permit(work, request_id=request, decided_on=YESTERDAY, **PAPER)
    hit = office.hits(work)["R28"]
    assert (hit.level, hit.subject_id, hit.is_refused) == ("breach", decision, False)


def test_flags_a_request_of_which_nobody_judged_it_once_the_work_is_under_way(office: Office) -> None:
    work = office.subcontract(office.contract(pia_reference="評価書"), starts_on=TOMORROW)
    request = office.request(work)
    office.permit(work, request_id=request)
    assert "R28" not in office.hits(work)
    hit = office.hits(work, as_of=TOMORROW)["R28"]
    assert (hit.level, hit.subject_id, hit.detail["effect"]) == ("incomplete", request, "unjudged")


def test_flags_a_tier_that_ended_while_its_contract_goes_on(office: Office) -> None:
    contract = office.contract(pia_impact="none", pia_judged_on="2026-04-01")
    work = office.subcontract(contract, starts_on="2026-05-01", ends_on="2026-09-30")
    office.permit(work, decided_on="2026-04-20", **PAPER)
    assert "R28" not in office.hits(work, as_of=date(2026, 9, 30))
    hit = office.hits(work)["R28"]
    assert (hit.level, hit.subject_id, hit.detail["effect"]) == ("incomplete", work, "ended")
    office.revise("contract", contract, pia_judged_on="2026-10-05")
    assert "R28" not in office.hits(work)


def test_allows_the_end_of_a_tier_where_nobody_keeps_the_judgement(office: Office) -> None:
    work = office.subcontract(office.contract(), starts_on="2026-05-01", ends_on="2026-09-30")
    office.permit(work, decided_on="2026-04-20", **PAPER)
    assert "R28" not in office.hits(work)
