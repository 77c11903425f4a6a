"""After a request was asked and a decision taken, only what follows from them is added; neither is changed."""

from typing import Any

import pytest

from kantoku import permission_actions
from kantoku.errors import KantokuError, NotNotifiable
from kantoku.ledger import Ledger
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

Values = dict[str, Any]

CONDITION = {"text": "従事者に教育を行うこと。", "due_on": TOMORROW}
WITH_IT: Values = {"outcome": "conditional", "conditions": [CONDITION], "valid_until_on": "2027-03-31"}


@pytest.fixture
def decision(office: Office) -> str:
    return office.permit(office.subcontract(office.contract()), document_number="8総第1号", **WITH_IT)


@pytest.fixture
def request_id(office: Office) -> str:
    return office.request(office.subcontract(office.contract()))


def follow_up(ledger: Ledger, decision: str, values: Values, base: int = 1) -> None:
    permission_actions.follow_up(ledger, decision, values, base=base, reason="その後の経過", actor="契約 花子")


def test_records_the_notice_and_what_was_fulfilled(ledger: Ledger, decision: str) -> None:
    follow_up(ledger, decision, {"notified_on": TODAY})
    follow_up(ledger, decision, {"conditions": [CONDITION | {"fulfilled_on": TODAY}]}, base=2)
    follow_up(ledger, decision, {"told_on": TODAY, "checked_on": TODAY}, base=3)
    record, _revision = ledger.get("permission_decision", decision)
    days = {"notified_on": TODAY, "told_on": TODAY, "checked_on": TODAY}
    found = record.model_dump(include={*days, "conditions"})
    assert found == {**days, "conditions": ({**CONDITION, "fulfilled_on": TODAY},)}


def test_records_the_number_of_a_decision_that_has_none(ledger: Ledger, office: Office) -> None:
    decision = office.permit(office.subcontract(office.contract()), **WITH_IT)
    follow_up(ledger, decision, {"document_number": "8総第1号"})
    assert ledger.get("permission_decision", decision)[0].model_dump()["document_number"] == "8総第1号"


def test_denies_the_notice_of_a_permission_that_is_a_breach(ledger: Ledger, office: Office) -> None:
    work = office.subcontract(office.contract())
    unconfirmed = office.decide(work, decided_on=YESTERDAY, **PAPER)
    with pytest.raises(NotNotifiable, match="R01"):
        follow_up(ledger, unconfirmed, {"notified_on": TODAY})
    office.confirm(work, confirmed_on=YESTERDAY)
    follow_up(ledger, unconfirmed, {"notified_on": TODAY})


@pytest.mark.parametrize(
    "values",
    [
        {"permitted_work": "すべての業務"},
        {"permitted_data_items": ["氏名", "所得"]},
        {"permitted_places": [{"address": "東京都荒川区"}]},
        {"valid_until_on": "2030-03-31"},
        {"outcome": "permitted"},
        {"document_number": "8総第2号"},
        {"notified_on": TODAY, "decided_on": YESTERDAY},
        {"conditions": []},
        {"conditions": [CONDITION | {"due_on": "2027-03-31"}]},
        {"conditions": [CONDITION | {"text": "教育は不要", "fulfilled_on": TODAY}]},
        {"conditions": [CONDITION, {"text": "追加の条件"}]},
    ],
    ids=" ".join,
)
def test_what_was_decided_is_not_changed_with_it(ledger: Ledger, decision: str, values: Values) -> None:
    with pytest.raises(KantokuError, match="決定の内容は変更できません"):
        follow_up(ledger, decision, values)
    assert ledger.get("permission_decision", decision)[1] == 1


def test_records_the_opinion(ledger: Ledger, request_id: str) -> None:
    values = {"opinion": "適当と認める。", "drafted_by": "契約 花子", "pia_impact": "none"}
    permission_actions.give_opinion(ledger, request_id, values, base=1, reason="副申", actor="契約 花子")
    record, _revision = ledger.get("permission_request", request_id)
    assert record.model_dump(mode="json", include=set(values)) == values


def test_what_was_asked_is_not_changed_with_an_opinion(ledger: Ledger, request_id: str) -> None:
    values = {"opinion": "適当と認める。", "work": "すべての業務"}
    with pytest.raises(KantokuError, match="申請の内容は変更できません"):
        permission_actions.give_opinion(ledger, request_id, values, base=1, reason="副申", actor="契約 花子")
