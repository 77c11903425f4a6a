"""One request, one decision at a time: whoever comes second is told what was decided, and nothing of theirs is kept."""

import threading
from typing import Any

import pytest

from kantoku import actions, decision_actions
from kantoku.errors import AlreadyDecided, RefusedByRule
from kantoku.ledger import Ledger
from tests.office import PAPER, TODAY, YESTERDAY, Office


@pytest.fixture
def asked(office: Office) -> dict[str, Any]:
    """A request that may be permitted, as the values a decision on it begins with."""
    contract_id = office.contract()
    engagement_id = office.subcontract(contract_id)
    office.confirm(engagement_id)
    return {
        "contract_id": contract_id,
        "engagement_id": engagement_id,
        "request_id": office.request(engagement_id),
        "decided_on": TODAY,
        "decided_by": "税務課長",
        "reason": "適切な安全管理が図られることを確認したため",
    }


def decisions_on_file(ledger: Ledger) -> int:
    with ledger.cursor() as cursor:
        return cursor.execute("select count(*) from journal where kind = 'permission_decision'").fetchone()[0]


def test_of_two_who_decide_at_once_exactly_one_is_recorded(ledger: Ledger, asked: dict[str, Any]) -> None:
    ready, outcomes = threading.Barrier(2), dict[str, object]()

    def decide(actor: str, outcome: str) -> None:
        ready.wait()
        try:
            outcomes[actor] = decision_actions.decide(ledger, {**asked, "outcome": outcome}, actor=actor, seen=0)
        except AlreadyDecided as told:
            outcomes[actor] = told

    threads = [
        threading.Thread(target=decide, args=who) for who in (("契約 花子", "permitted"), ("課長 次郎", "refused"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner,) = [actor for actor, result in outcomes.items() if isinstance(result, str)]
    (told,) = [result for result in outcomes.values() if isinstance(result, AlreadyDecided)]
    assert decisions_on_file(ledger) == 1
    assert told.params["by"] == winner
    assert ledger.verify().is_whole


def test_a_later_decision_on_a_stale_form_is_told_the_first(ledger: Ledger, asked: dict[str, Any]) -> None:
    decision_actions.decide(ledger, {**asked, "outcome": "refused"}, actor="課長 次郎", seen=0)
    head = ledger.head()
    with pytest.raises(AlreadyDecided) as caught:
        decision_actions.decide(ledger, {**asked, "outcome": "permitted"}, actor="契約 花子", seen=0)
    assert caught.value.params["by"] == "課長 次郎"
    assert ledger.head() == head


def test_what_was_sent_back_can_be_decided_again(ledger: Ledger, asked: dict[str, Any]) -> None:
    returned = decision_actions.decide(ledger, {**asked, "outcome": "returned"}, actor="課長 次郎", seen=0)
    permitted = decision_actions.decide(ledger, {**asked, "outcome": "permitted"}, actor="課長 次郎", seen=1)
    assert returned != permitted
    assert decisions_on_file(ledger) == 2


def test_a_refused_decision_leaves_the_request_open(ledger: Ledger, office: Office) -> None:
    contract_id = office.contract()
    engagement_id = office.subcontract(contract_id)
    wanted = {
        "contract_id": contract_id,
        "engagement_id": engagement_id,
        "request_id": office.request(engagement_id),
        "outcome": "permitted",
        "decided_on": TODAY,
    }
    with pytest.raises(RefusedByRule):
        decision_actions.decide(ledger, wanted, actor="課長 次郎", seen=0)
    office.confirm(engagement_id)
    assert decision_actions.decide(ledger, wanted, actor="課長 次郎", seen=0)


def test_a_decision_on_paper_is_recorded_and_flagged(ledger: Ledger, office: Office) -> None:
    contract_id = office.contract()
    engagement_id = office.subcontract(contract_id)
    values = {
        "contract_id": contract_id,
        "engagement_id": engagement_id,
        "request_id": office.request(engagement_id),
        "outcome": "permitted",
        "decided_on": YESTERDAY,
    }
    decision_actions.log_decision(ledger, {**values, **PAPER}, actor="契約 花子", seen=0)
    assert "R01" in office.hits(engagement_id)
    with pytest.raises(AlreadyDecided):
        decision_actions.log_decision(ledger, {**values, **PAPER}, actor="契約 花子", seen=0)


def test_a_request_for_an_organisation_not_yet_on_file_records_both_or_neither(ledger: Ledger, office: Office) -> None:
    contract_id = office.contract()
    tier = {"contract_id": contract_id, "parent_id": contract_id, "work": "パンチ入力", "data_class": "spi"}
    engagement_id, request_id = actions.request_permission(
        ledger,
        tier,
        {"contract_id": contract_id, "number": "申請-1"},
        organisation={"name": "株式会社架空入力"},
        actor="契約 花子",
    )
    subcontract, _revision = ledger.get("subcontract", engagement_id)
    organisation, _revision = ledger.get("organisation", subcontract.organisation_id)
    request, _revision = ledger.get("permission_request", request_id)
    assert (organisation.name, request.work) == ("株式会社架空入力", "パンチ入力")
