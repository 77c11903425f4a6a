"""R11: a contract on Specific Personal Information is not under way without its ten clauses and its assessment."""

from typing import Any

import pytest

from kantoku import contract_actions
from kantoku.records.stage import Stage
from tests.office import ALL_CLAUSES, ASSESSED, TODAY, Office, without

COMPLETE: dict[str, Any] = {"clauses": ALL_CLAUSES, **ASSESSED}


def signed(office: Office, **values: Any) -> str:
    return office.contract(**{"stage": "signed", "starts_on": "2026-12-01", **COMPLETE, **values})


def begin(office: Office, contract: str) -> None:
    _record, revision = office.ledger.get("contract", contract)
    contract_actions.advance(office.ledger, contract, Stage.PERFORMING, base=revision, actor=office.actor)


def test_allows_it_once_all_is_there(office: Office) -> None:
    contract = signed(office)
    begin(office, contract)
    assert office.ledger.get("contract", contract)[0].model_dump()["stage"] == "performing"
    assert "R11" not in office.hits(contract)


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({"clauses": without(ALL_CLAUSES, "C07")}, ["unseen"]),
        ({"clauses": without(ALL_CLAUSES, "C07", state="absent")}, ["absent"]),
        ({"clauses": without(ALL_CLAUSES, "C02", state="not_applicable")}, ["absent"]),
        ({"clauses": None}, ["unseen"]),
        ({"assessed_on": None}, ["assessment"]),
        ({"assessed_by": None}, ["assessment"]),
        ({"assessed_items": ASSESSED["assessed_items"][:3]}, ["assessment"]),
        ({"assessment": "unfit"}, ["unfit"]),
        ({"clauses": None, "assessment": None}, ["unseen", "assessment"]),
    ],
)
def test_denies_the_change_of_stage(office: Office, values: dict[str, Any], lacks: list[str]) -> None:
    contract = signed(office, **values)
    with office.refused("R11") as told:
        begin(office, contract)
    assert told.value.refusals[0].detail["lacks"] == lacks


def test_denies_it_by_a_correction_of_the_record_too(office: Office) -> None:
    contract = signed(office, clauses=None)
    with office.refused("R11"):
        office.revise("contract", contract, stage="performing")


def test_denies_it_after_the_day_on_which_the_work_began(office: Office) -> None:
    contract = signed(office, starts_on="2026-04-01", clauses=None)
    assert office.hits(contract)["R11"].detail["stage"] == "begun"
    with office.refused("R11"):
        begin(office, contract)


def test_flags_an_error_in_the_stage_put_right_with_its_reason(office: Office) -> None:
    contract = signed(office, clauses=without(ALL_CLAUSES, "C10", state="absent"))
    contract_actions.correct_stage(
        office.ledger, contract, Stage.PERFORMING, base=1, reason="前任者の記録漏れ", actor=office.actor
    )
    hit = office.hits(contract)["R11"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("breach", "contract", contract)
    assert "必要な条項が契約にありません" in hit.says


def test_flags_what_was_under_way_when_it_was_recorded(office: Office) -> None:
    hit = office.hits(office.contract(stage="performing"))["R11"]
    assert (hit.level, hit.is_refused, hit.detail["lacks"]) == ("incomplete", False, ["unseen", "assessment"])


def test_flags_an_assessment_that_came_late_and_allows_the_work(office: Office) -> None:
    contract = signed(office, assessed_on=TODAY, starts_on="2026-04-01")
    begin(office, contract)
    assert office.hits(contract)["R11"].detail["lacks"] == ["late"]


def test_allows_to_correct_another_matter_while_it_lacks_them(office: Office) -> None:
    contract = office.contract(stage="performing")
    office.revise("contract", contract, title="改めた件名")


@pytest.mark.parametrize("values", [{"data_class": "personal"}, {"entrustment": "affairs"}])
def test_allows_what_is_no_entrusted_specific_personal_information(office: Office, values: dict[str, Any]) -> None:
    contract = signed(office, clauses=None, assessment=None, **values)
    begin(office, contract)
    assert "R11" not in office.hits(contract)


def test_allows_what_has_not_begun_or_is_over(office: Office) -> None:
    assert "R11" not in office.hits(signed(office, clauses=None))
    assert "R11" not in office.hits(office.contract(stage="performing", ends_on="2026-10-31"))


def test_flags_it_as_known_then(office: Office) -> None:
    contract = office.contract(stage="performing")
    before = office.ledger.head().seq
    office.revise("contract", contract, **COMPLETE)
    assert "R11" not in office.hits(contract)
    assert "R11" in office.hits(contract, at_seq=before)
