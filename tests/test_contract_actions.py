"""The life cycle of a contract as its actions keep it: step by step, an error put right with its reason."""

from datetime import date, timedelta

import pytest

from kantoku import contract_actions
from kantoku.contract_actions import NoSuchStep
from kantoku.errors import InvalidRecord, KantokuError, Outdated
from kantoku.records.stage import STEPS, Stage, may_follow
from tests.office import ALL_CLAUSES, ASSESSED, TODAY, TOMORROW, YESTERDAY, Office

ALLOWED = {(step.before, step.after) for step in STEPS}


def at_stage(office: Office, stage: Stage | None) -> str:
    return office.contract(stage=stage, data_class="none", clauses=ALL_CLAUSES, **ASSESSED)


def stage_of(office: Office, contract: str) -> object:
    return office.ledger.get("contract", contract)[0].model_dump()["stage"]


@pytest.mark.parametrize("before", Stage)
@pytest.mark.parametrize("after", Stage)
def test_a_contract_takes_the_steps_of_the_table_and_no_other(office: Office, before: Stage, after: Stage) -> None:
    contract = at_stage(office, before)
    if (before, after) in ALLOWED:
        contract_actions.advance(office.ledger, contract, after, base=1, actor=office.actor)
        assert stage_of(office, contract) == after
    else:
        with pytest.raises(KantokuError):
            contract_actions.advance(office.ledger, contract, after, base=1, actor=office.actor)
        assert stage_of(office, contract) == before


def test_what_is_not_in_the_table_is_said_with_both_stages(office: Office) -> None:
    contract = at_stage(office, Stage.SELECTING)
    with pytest.raises(NoSuchStep) as refused:
        contract_actions.advance(office.ledger, contract, Stage.ENDING, base=1, actor=office.actor)
    assert "選定中" in refused.value.sentence
    assert "終了処理中" in refused.value.sentence


@pytest.mark.parametrize("stage", Stage)
def test_where_no_stage_is_on_record_any_may_be_the_first(office: Office, stage: Stage) -> None:
    contract = at_stage(office, None)
    contract_actions.advance(office.ledger, contract, stage, base=1, actor=office.actor)
    assert stage_of(office, contract) == stage


def test_an_error_is_put_right_with_its_reason_and_nothing_else_is_changed(office: Office) -> None:
    contract = at_stage(office, Stage.ENDED)
    before = office.ledger.get("contract", contract)[0]
    with pytest.raises(InvalidRecord):
        contract_actions.correct_stage(office.ledger, contract, Stage.SIGNED, base=1, reason=" ", actor=office.actor)
    contract_actions.correct_stage(office.ledger, contract, Stage.SIGNED, base=1, reason="誤記", actor=office.actor)
    assert office.ledger.get("contract", contract)[0].model_dump() == before.model_dump() | {"stage": Stage.SIGNED}
    last = office.ledger.states("contract", contract)[-1]
    assert (last["action"], last["reason"]) == ("contract.corrected", "誤記")


def test_who_read_an_earlier_state_is_told(office: Office) -> None:
    contract = at_stage(office, Stage.SELECTING)
    office.revise("contract", contract, title="改めた件名")
    with pytest.raises(Outdated):
        contract_actions.advance(office.ledger, contract, Stage.SIGNED, base=1, actor=office.actor)


def test_every_stage_can_be_reached_and_the_end_is_the_end() -> None:
    reached = {Stage.SELECTING} | {step.after for step in STEPS}
    assert reached == set(Stage)
    assert not any(may_follow(Stage.ENDED, stage) for stage in Stage)


def is_live(office: Office, contract: str, day: date) -> bool:
    return bool(office.status(contract, as_of=day)["is_live"])


def test_a_contract_is_under_way_up_to_its_last_day_whenever_that_is_recorded(office: Office) -> None:
    contract = office.contract(stage="performing", data_class="none")
    last = TODAY - timedelta(days=10)
    contract_actions.advance(office.ledger, contract, Stage.ENDED, base=1, ended_on=last, actor=office.actor)
    assert is_live(office, contract, last)
    assert not is_live(office, contract, last + timedelta(days=1))
    assert office.ledger.get("contract", contract)[0].model_dump()["ended_on"] == last


def test_a_contract_ends_neither_after_its_term_nor_in_days_to_come(office: Office) -> None:
    contract = office.contract(stage="performing", data_class="none", ends_on=YESTERDAY)
    for day in (TODAY, TOMORROW):
        with pytest.raises(InvalidRecord):
            contract_actions.advance(office.ledger, contract, Stage.ENDED, base=1, ended_on=day, actor=office.actor)
    contract_actions.advance(office.ledger, contract, Stage.ENDED, base=1, ended_on=YESTERDAY, actor=office.actor)


def test_the_last_day_is_put_right_with_its_reason_and_goes_with_the_end(office: Office) -> None:
    contract = office.contract(stage="performing", data_class="none")
    contract_actions.advance(office.ledger, contract, Stage.ENDED, base=1, ended_on=TODAY, actor=office.actor)
    contract_actions.correct_stage(
        office.ledger, contract, Stage.ENDED, base=2, reason="誤記", ended_on=YESTERDAY, actor=office.actor
    )
    assert not is_live(office, contract, TODAY)
    contract_actions.correct_stage(office.ledger, contract, Stage.PERFORMING, base=3, reason="誤り", actor=office.actor)
    assert office.ledger.get("contract", contract)[0].model_dump()["ended_on"] is None
    assert is_live(office, contract, TODAY)


def test_an_ended_contract_stands_among_what_is_over_on_that_very_day(office: Office) -> None:
    contract = office.contract(stage="performing", data_class="none")

    def is_over() -> bool:
        rows = office.ledger.read("engagement_choices", as_of=TODAY, contract=contract, search=None, most=9)
        return bool(rows["is_over"].iloc[0])

    assert not is_over()
    contract_actions.advance(office.ledger, contract, Stage.ENDED, base=1, ended_on=TODAY, actor=office.actor)
    assert is_over()
