"""A contract goes on to its next stage; what the law asks for first is said beside the form."""

import pytest

from kantoku.ledger import Ledger
from kantoku.records.stage import Stage
from tests.office import ALL_CLAUSES, ASSESSED, Office
from tests.ui import screens


@pytest.fixture
def signed(office: Office) -> str:
    return office.contract(stage="signed", starts_on="2026-12-01", clauses=ALL_CLAUSES, **ASSESSED)


def stage_of(ledger: Ledger, contract: str) -> object:
    return ledger.get("contract", contract)[0].model_dump()["stage"]


def test_only_the_steps_that_a_contract_may_take_are_offered(here: Ledger, signed: str) -> None:
    at = screens.show("contracts", contract=signed, act="stage")
    offered = at.radio(key=f"stage_{signed}_next_stage").options
    assert [option.split("（")[0] for option in offered] == ["Under way", "Ended"]


def test_a_contract_is_taken_to_its_next_stage(here: Ledger, signed: str) -> None:
    at = screens.show("contracts", contract=signed, act="stage")
    at.radio(key=f"stage_{signed}_next_stage").set_value(Stage.PERFORMING)
    screens.click(at, f"stage_{signed}_next_submit")
    assert stage_of(here, signed) == Stage.PERFORMING
    assert here.states("contract", signed)[-1]["action"] == "contract.advanced"
    assert "The stage was recorded." in screens.text(at)


def test_without_a_choice_nothing_is_recorded(here: Ledger, signed: str) -> None:
    at = screens.show("contracts", contract=signed, act="stage")
    screens.click(at, f"stage_{signed}_next_submit")
    assert "Next stage" in screens.as_read(at.error[0].value)
    assert stage_of(here, signed) == Stage.SIGNED


def test_what_the_law_asks_for_first_is_said_and_an_error_can_be_put_right(here: Ledger, office: Office) -> None:
    contract = office.contract(stage="signed", starts_on="2026-12-01")
    at = screens.show("contracts", contract=contract, act="stage")
    at.radio(key=f"stage_{contract}_next_stage").set_value(Stage.PERFORMING)
    screens.click(at, f"stage_{contract}_next_submit")
    assert "R11" in screens.text(at)
    assert stage_of(here, contract) == Stage.SIGNED
    at.selectbox(key=f"stage_{contract}_error_stage").select(Stage.PERFORMING)
    screens.click(at, f"stage_{contract}_error_submit")
    assert "Reason of the correction" in screens.as_read(at.error[0].value)
    at.text_input(key=f"stage_{contract}_error_reason").input("前任者の記録漏れ")
    screens.click(at, f"stage_{contract}_error_submit")
    assert stage_of(here, contract) == Stage.PERFORMING
    assert "R11" in office.hits(contract, as_of=here.today())


def test_who_takes_on_a_stale_state_is_told(here: Ledger, office: Office, signed: str) -> None:
    at = screens.show("contracts", contract=signed, act="stage")
    at.radio(key=f"stage_{signed}_next_stage").set_value(Stage.PERFORMING).run()
    office.revise("contract", signed, title="改めた件名")
    screens.click(at, f"stage_{signed}_next_submit")
    assert at.error
    assert stage_of(here, signed) == Stage.SIGNED
    screens.click(at, f"stage_{signed}_next_submit")
    assert stage_of(here, signed) == Stage.PERFORMING


def test_after_the_end_no_stage_follows(here: Ledger, office: Office) -> None:
    contract = office.contract(stage="ended", ends_on="2026-10-31")
    assert "No stage follows" in screens.text(screens.show("contracts", contract=contract, act="stage"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_stage_is_no_field_of_the_correction(here: Ledger, signed: str, language: str) -> None:
    at = screens.show("contracts", language=language, contract=signed, act="correct")
    assert not [box for box in at.selectbox if str(box.key).endswith("_stage")]
