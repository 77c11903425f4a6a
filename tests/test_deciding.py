"""One request, one decision at a time: whoever comes second is told what was decided, and nothing of theirs is kept."""

import threading
from datetime import date
from functools import partial
from typing import Any

import pytest

from kantoku import actions, decision_actions, permission_actions, permission_number
from kantoku.errors import (
    AlreadyDecided,
    InvalidRecord,
    KantokuError,
    NoSuchPermission,
    NotNotifiable,
    RefusedByRule,
)
from kantoku.ledger import Ledger
from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office


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


@pytest.mark.parametrize("outcome", ["refused", "returned"])
def test_what_stands_against_permitting_stops_no_other_decision(ledger: Ledger, office: Office, outcome: str) -> None:
    contract_id = office.contract(policy="prohibited")
    engagement_id = office.subcontract(contract_id)
    wanted = {
        "contract_id": contract_id,
        "engagement_id": engagement_id,
        "request_id": office.request(engagement_id),
        "decided_on": TODAY,
    }
    with office.refused("R09"):
        decision_actions.decide(ledger, {**wanted, "outcome": "permitted"}, actor="課長 次郎", seen=0)
    assert decision_actions.decide(ledger, {**wanted, "outcome": outcome}, actor="課長 次郎", seen=0)


def test_a_refusal_made_a_permission_is_judged_as_one(office: Office) -> None:
    engagement_id = office.subcontract(office.contract())
    decision_id = office.decide(engagement_id, outcome="refused")
    with office.refused("R01"):
        office.revise("permission_decision", decision_id, outcome="permitted")


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


# A request to change what is permitted


@pytest.fixture
def renewal(office: Office) -> dict[str, Any]:
    """A request to go on longer, at another place, with what is permitted; the values a decision on it begins with."""
    contract_id = office.contract(ends_on="2028-03-31")
    engagement_id = office.subcontract(contract_id, starts_on="2026-05-01", ends_on="2026-12-31", handlers=4)
    office.permit(engagement_id, decided_on="2026-04-20", **PAPER)
    office.confirm(engagement_id)
    asked = {"request_type": "change", "places": [{"address": "見本県凪野市中央1-1"}], "ends_on": "2027-06-30"}
    _engagement_id, request_id = actions.request_permission(
        office.ledger,
        {},
        {"contract_id": contract_id, "number": "変更-1", **asked},
        engagement_id=engagement_id,
        actor="契約 花子",
    )
    return {
        "contract_id": contract_id,
        "engagement_id": engagement_id,
        "request_id": request_id,
        "decided_on": TODAY,
        "decided_by": "税務課長",
        "valid_until_on": "2027-06-30",
    }


def test_a_change_stays_with_the_request_until_it_is_permitted(office: Office, renewal: dict[str, Any]) -> None:
    before = office.ledger.get("subcontract", renewal["engagement_id"])
    permission_actions.amend_request(
        office.ledger,
        renewal["request_id"],
        subcontract={"data_items": ["氏名"]},
        request={},
        bases=(0, 1),
        reason="項目の追記",
        actor="契約 花子",
    )
    assert office.ledger.get("subcontract", renewal["engagement_id"]) == before
    decision_actions.decide(office.ledger, {**renewal, "outcome": "permitted"}, actor="課長 次郎")
    after = office.ledger.get("subcontract", renewal["engagement_id"])[0].model_dump()
    assert (after["places"][0]["address"], after["data_items"]) == ("見本県凪野市中央1-1", ("氏名",))
    assert (after["ends_on"].isoformat(), after["handlers"]) == ("2027-06-30", 4)
    assert not {"R04", "R05", "R31"} & set(office.hits(renewal["engagement_id"]))


def test_a_change_that_is_refused_changes_nothing(office: Office, renewal: dict[str, Any]) -> None:
    before = office.ledger.get("subcontract", renewal["engagement_id"])
    decision_actions.decide(office.ledger, {**renewal, "outcome": "refused", "valid_until_on": None}, actor="課長 次郎")
    assert office.ledger.get("subcontract", renewal["engagement_id"]) == before


# Less is permitted than was asked for


def less(office: Office, **work: Any) -> dict[str, Any]:
    """A decision that permits one of the two data items asked for."""
    contract_id = office.contract()
    engagement_id = office.subcontract(contract_id, data_items=["氏名", "住所"], **work)
    office.confirm(engagement_id)
    return {
        "contract_id": contract_id,
        "engagement_id": engagement_id,
        "request_id": office.request(engagement_id, data_items=["氏名", "住所"]),
        "outcome": "permitted",
        "decided_on": TODAY,
        "permitted_data_items": ["氏名"],
    }


def test_work_to_come_is_left_with_what_is_permitted(office: Office) -> None:
    wanted = less(office)
    decision_actions.decide(office.ledger, wanted, actor="課長 次郎")
    stated = office.ledger.get("subcontract", wanted["engagement_id"])[0].model_dump()
    assert (stated["work"], stated["data_items"]) == ("パンチ入力", ("氏名",))
    assert "R04" not in office.hits(wanted["engagement_id"])


def test_what_is_done_already_is_not_made_smaller_by_permitting_less(office: Office) -> None:
    begun = less(office, origin="discovered", starts_on="2026-11-01", actual_started_on="2026-11-01")
    with office.refused("R04"):
        decision_actions.decide(office.ledger, begun, actor="課長 次郎")
    on_paper = less(office)
    decision_actions.log_decision(office.ledger, {**on_paper, **PAPER}, actor="契約 花子")
    stated = office.ledger.get("subcontract", on_paper["engagement_id"])[0].model_dump()
    assert stated["data_items"] == ("氏名", "住所")
    assert "R04" in office.hits(on_paper["engagement_id"])


# One decision on several requests


def test_several_are_decided_as_one_act_or_not_at_all(office: Office) -> None:
    contract_id = office.contract()
    values = []
    for _nth in range(3):
        work = office.subcontract(contract_id)
        about = {"contract_id": contract_id, "engagement_id": work, "request_id": office.request(work)}
        values.append({**about, "outcome": "permitted", "decided_on": TODAY, "decided_by": "税務課長"})
        if len(values) < 3:
            office.confirm(work)
    before = office.ledger.head()
    with office.refused("R01"):
        decision_actions.decide_together(office.ledger, [(each, 0) for each in values], actor="課長 次郎")
    assert office.ledger.head() == before
    ids = decision_actions.decide_together(office.ledger, [(each, 0) for each in values[:2]], actor="課長 次郎")
    assert len(set(ids)) == 2
    with pytest.raises(AlreadyDecided):
        decision_actions.decide_together(office.ledger, [(each, 0) for each in values[1:2]], actor="契約 花子")
    days = [{**values[2], "decided_on": day} for day in (TODAY, YESTERDAY)]
    with pytest.raises(InvalidRecord):
        decision_actions.decide_together(office.ledger, [(each, 0) for each in days], actor="課長 次郎")


# The number of a permission


def test_a_number_is_given_once_the_permission_is_sound(office: Office) -> None:
    work = office.subcontract(office.contract())
    unconfirmed = office.decide(work, decided_on=YESTERDAY, **PAPER)
    with pytest.raises(NotNotifiable):
        permission_number.of(office.ledger, unconfirmed)
    office.confirm(work, confirmed_on=YESTERDAY)
    number = permission_number.of(office.ledger, unconfirmed)
    assert permission_number.decision_of(office.ledger, f" {number.lower().replace('-', '－')} ") == unconfirmed


@pytest.mark.parametrize("typed", ["", "K-0000", "K-0000-0000-0000-00000", "個人番号"])
def test_a_number_that_was_never_given_is_none(office: Office, typed: str) -> None:
    with pytest.raises(NoSuchPermission):
        permission_number.decision_of(office.ledger, typed)


def test_a_code_is_that_of_one_ledger_alone(office: Office) -> None:
    first, second = (office.permit(office.subcontract(office.contract())) for _nth in range(2))
    numbers = [permission_number.of(office.ledger, decision) for decision in (first, second)]
    swapped = numbers[0][:-5] + numbers[1][-5:]
    with pytest.raises(NoSuchPermission):
        permission_number.decision_of(office.ledger, swapped)


# What is learnt afterwards


def test_only_the_days_that_follow_a_permission_are_noted_on_the_work(office: Office) -> None:
    work = office.subcontract(office.contract())
    noted = {"actual_started_on": YESTERDAY, "status_reported_on": TODAY}
    note = partial(permission_actions.note_on_work, office.ledger, work, permitted_on=YESTERDAY, actor="契約 花子")
    note(noted, base=1, reason="開始")
    assert office.ledger.get("subcontract", work)[0].model_dump(include=set(noted)) == noted
    with pytest.raises(KantokuError, match="再委託の内容は変更できません"):
        note({"work": "すべて"}, base=2, reason="伝達")
    with pytest.raises(InvalidRecord, match="許諾した日"):
        note({"status_reported_on": YESTERDAY}, permitted_on=TODAY, base=2, reason="報告")


@pytest.mark.parametrize(
    ("asked_on", "answer", "is_open"),
    [
        (TODAY, {}, False),
        (YESTERDAY, {}, False),
        (TOMORROW, {}, True),
        (None, {}, True),
        (TODAY, {"decided_for": "upper_tier"}, True),
    ],
    ids=["of one day", "before", "after", "of no day", "answered by another"],
)
def test_a_decision_on_no_request_answers_what_was_asked_before_it(
    office: Office, asked_on: date | None, answer: dict[str, Any], is_open: bool
) -> None:
    """Of one day, what was recorded before it; the inbox says what the status says."""
    work = office.subcontract(office.contract(), origin="requested")
    request = office.request(work, requested_on=asked_on)
    office.decide(work, outcome="refused", **answer, **PAPER)
    waiting = office.ledger.read("permissions_inbox", as_of=TOMORROW, section=None)
    assert (request in set(waiting["request_id"])) is is_open
    assert office.status(work, as_of=TOMORROW)["permission_state"] == ("requested" if is_open else "refused")


def test_what_is_asked_anew_on_the_day_of_a_refusal_is_open(office: Office) -> None:
    work = office.subcontract(office.contract(), origin="requested")
    office.decide(work, outcome="refused", **PAPER)
    request = office.request(work)
    assert request in set(office.ledger.read("permissions_inbox", as_of=TODAY, section=None)["request_id"])
    assert office.status(work)["permission_state"] == "requested"
