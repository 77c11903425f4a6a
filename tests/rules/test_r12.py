"""R12: the contract between two tiers has the clauses on further subcontracting, beside the ten."""

from typing import Any

import pytest

from tests.office import PAPER, TIER_CLAUSES, TODAY, TOMORROW, YESTERDAY, Office, without

LIVE = {"starts_on": TODAY}


def test_allows_a_contract_with_all_clauses(office: Office) -> None:
    work = office.subcontract(office.contract(), **LIVE, clauses=TIER_CLAUSES, contracted_on=YESTERDAY)
    office.permit(work)
    assert "R12" not in office.hits(work)


@pytest.mark.parametrize("code", ["T01", "T02", "T03"])
def test_denies_to_permit_without_conditions_where_passing_on_is_left_open(office: Office, code: str) -> None:
    work = office.subcontract(office.contract(), clauses=without(TIER_CLAUSES, code, state="absent"))
    with office.refused("R12") as told:
        office.permit(work)
    assert told.value.refusals[0].detail["lacks"] == "passing_on"


def test_allows_and_flags_it_with_a_condition(office: Office) -> None:
    work = office.subcontract(office.contract(), clauses=without(TIER_CLAUSES, "T03", state="absent"))
    office.permit(work, outcome="conditional", conditions=[{"text": "通知義務の条項を加えること。"}])
    assert office.hits(work)["R12"].level == "incomplete"


def test_flags_a_permission_on_paper(office: Office) -> None:
    work = office.subcontract(office.contract(), clauses=without(TIER_CLAUSES, "T01", state="absent"))
    decision = office.permit(work, decided_on=YESTERDAY, **PAPER)
    hit = office.hits(work)["R12"]
    assert (hit.subject_id, hit.is_refused) == (decision, False)


def test_flags_another_clause_that_is_missing_and_permits(office: Office) -> None:
    work = office.subcontract(office.contract(), clauses=without(TIER_CLAUSES, "C01", state="absent"))
    office.permit(work)
    assert office.hits(work)["R12"].detail["lacks"] == "absent"


@pytest.mark.parametrize("values", [{}, {"clauses": without(TIER_CLAUSES, "C08")}])
def test_flags_what_nobody_looked_for_once_the_work_is_under_way(office: Office, values: dict[str, Any]) -> None:
    work = office.subcontract(office.contract(), starts_on=TOMORROW, **values)
    office.permit(work)
    assert "R12" not in office.hits(work)
    hit = office.hits(work, as_of=TOMORROW)["R12"]
    assert (hit.level, hit.subject_kind, hit.detail["lacks"]) == ("incomplete", "subcontract", "unseen")


def test_allows_work_without_specific_personal_information(office: Office) -> None:
    work = office.subcontract(office.contract(data_class="personal"), **LIVE)
    office.permit(work)
    assert "R12" not in office.hits(work)


def test_allows_what_is_over_and_what_was_never_permitted(office: Office) -> None:
    over = office.subcontract(office.contract(), starts_on="2026-05-01", ends_on="2026-06-30")
    office.decide(over, decided_on="2026-04-20", **PAPER)
    found = office.subcontract(office.contract(), starts_on=YESTERDAY, origin="discovered")
    assert "R12" not in office.hits(over)
    assert "R12" not in office.hits(found)


def test_flags_it_as_known_then(office: Office) -> None:
    work = office.subcontract(office.contract(), **LIVE)
    office.permit(work)
    before = office.ledger.head().seq
    office.revise("subcontract", work, clauses=TIER_CLAUSES)
    assert "R12" not in office.hits(work)
    assert "R12" in office.hits(work, at_seq=before)
