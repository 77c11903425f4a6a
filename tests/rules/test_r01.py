"""R01: no permission without a complete, positive handling confirmation, in date on the day of the decision."""

from datetime import date
from typing import Any

import pytest

from kantoku import wording
from tests.office import ITEM_BY_ITEM, ITEMS, PAPER, SHEET, TODAY, TOMORROW, YESTERDAY, Office


def answered(result: str | None) -> list[dict[str, str | None]]:
    """All items done but the second, which is answered so."""
    return [ITEMS[0], ITEMS[1] | {"result": result}, *ITEMS[2:]]


@pytest.fixture
def work(office: Office) -> str:
    return office.subcontract(office.contract())


ENOUGH = {
    "of the same day": {},
    "of the day before": {"confirmed_on": YESTERDAY},
    "a year old to the day": {"confirmed_on": "2025-11-20"},
    "item by item": ITEM_BY_ITEM,
    "item by item, one not applicable": ITEM_BY_ITEM | {"items": answered("not_applicable")},
    "item by item, one partly done": ITEM_BY_ITEM | {"items": answered("partly")},
    "item by item, in another order": ITEM_BY_ITEM | {"items": ITEMS[::-1]},
}
PRESUMED = {"is_presumed": True, "confirmed_by": None, "sheet": None}


@pytest.mark.parametrize("confirmation", ENOUGH.values(), ids=ENOUGH.keys())
def test_allows_a_permission_after_a_confirmation(office: Office, work: str, confirmation: dict[str, Any]) -> None:
    office.confirm(work, **confirmation)
    office.decide(work)
    assert "R01" not in office.hits(work)


def test_allows_an_older_decision_on_what_is_presumed_from_an_older_ledger(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=YESTERDAY, **PRESUMED)
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert "R01" not in office.hits(work)


def test_denies_a_decision_made_here_on_what_is_only_presumed(office: Office, work: str) -> None:
    office.confirm(work, **PRESUMED)
    with office.refused("R01"):
        office.decide(work)


NOT_ENOUGH = {
    "dated after the decision": {"confirmed_on": TOMORROW},
    "more than a year old": {"confirmed_on": "2025-11-19"},
    "more than a year old, though said to hold until that day": {"confirmed_on": "2025-11-19", "valid_until_on": TODAY},
    "said to hold until the day before": {"confirmed_on": "2026-10-01", "valid_until_on": YESTERDAY},
    "not secured": {"overall": "not_secured"},
    "without a result": {"overall": None},
    "without a date": {"confirmed_on": None},
    "without a confirmer": {"confirmed_by": None},
    "a summary without its sheet": {"sheet": None},
    "item by item, without items": ITEM_BY_ITEM | {"items": None},
    "with an item left open": ITEM_BY_ITEM | {"items": answered(None)},
    "with an item left out": ITEM_BY_ITEM | {"items": ITEMS[1:]},
    "with one item answered twice for another": ITEM_BY_ITEM | {"items": [*ITEMS[1:], ITEMS[1]]},
    "item by item of no list": ITEM_BY_ITEM | {"items_version": None},
    "item by item of an unknown list": ITEM_BY_ITEM | {"items_version": "1999-01-01"},
    "secured with an item not done": ITEM_BY_ITEM | {"items": answered("not_done")},
}


@pytest.mark.parametrize("confirmation", NOT_ENOUGH.values(), ids=NOT_ENOUGH.keys())
def test_denies_a_permission_when_the_confirmation_is(office: Office, work: str, confirmation: dict[str, Any]) -> None:
    office.confirm(work, **confirmation)
    with office.refused("R01"):
        office.decide(work)


def test_denies_a_permission_without_a_confirmation(office: Office, work: str, english: None) -> None:
    with office.refused("R01") as told:
        office.decide(work)
    assert "complete, positive confirmation in date" in told.value.refusals[0].says


@pytest.mark.parametrize("outcome", ["permitted", "conditional"])
def test_denies_either_way_of_permitting(office: Office, work: str, outcome: str) -> None:
    with office.refused("R01"):
        office.decide(work, outcome=outcome)


@pytest.mark.parametrize("outcome", ["refused", "returned"])
def test_allows_to_say_no_without_a_confirmation(office: Office, work: str, outcome: str) -> None:
    office.decide(work, outcome=outcome)
    assert "R01" not in office.hits(work)


def test_denies_on_the_confirmation_of_another(office: Office, work: str) -> None:
    contract = office.ledger.get("subcontract", work)[0].contract_id
    office.confirm(contract)
    office.confirm(office.subcontract(contract))
    with office.refused("R01"):
        office.decide(work)


def test_denies_when_a_later_confirmation_says_no(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=YESTERDAY)
    office.confirm(work, overall="not_secured")
    with office.refused("R01"):
        office.decide(work)


def test_allows_when_an_incomplete_one_came_after_a_complete_one(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on=YESTERDAY)
    office.confirm(work, overall=None)
    office.decide(work)


def test_denies_by_the_months_of_the_office_policy(office: Office, work: str) -> None:
    office.policy(confirmation_valid_months=6)
    office.confirm(work, confirmed_on="2026-05-19")
    with office.refused("R01"):
        office.decide(work)
    office.confirm(work, confirmed_on="2026-05-20")
    office.decide(work)


def test_allows_without_personal_data(office: Office) -> None:
    work = office.subcontract(office.contract(data_class="none"))
    office.decide(work)
    assert "R01" not in office.hits(work)


@pytest.mark.parametrize("data_class", ["unknown", None])
def test_denies_while_the_data_class_is_unknown(office: Office, data_class: str | None) -> None:
    work = office.subcontract(office.contract(data_class=data_class))
    with office.refused("R01"):
        office.decide(work)


def test_flags_a_decision_taken_on_paper_and_records_it(office: Office, work: str) -> None:
    decision = office.decide(work, decided_on="2026-11-17", **PAPER)
    hit = office.hits(work)["R01"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("breach", "permission_decision", decision)
    assert hit.since == date(2026, 11, 17)
    assert office.status(work)["permission_state"] == "permitted"


def test_flags_it_still_when_the_confirmation_comes_afterwards(office: Office, work: str) -> None:
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    office.confirm(work)
    assert "R01" in office.hits(work)


def test_allows_it_once_it_is_decided_anew(office: Office, work: str) -> None:
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    office.permit(work)
    assert "R01" not in office.hits(work)


def test_flags_it_from_its_day_and_its_entry_on(office: Office, work: str) -> None:
    before = office.ledger.head().seq
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert "R01" in office.hits(work)
    assert "R01" not in office.hits(work, as_of=date(2026, 11, 18))
    assert "R01" not in office.hits(work, at_seq=before)


def test_denies_when_the_last_of_one_day_says_no(office: Office, work: str) -> None:
    for overall in ("secured", "not_secured"):
        office.confirm(work, overall=overall)
    with office.refused("R01"):
        office.decide(work)


def test_allows_when_the_last_of_one_day_says_yes(office: Office, work: str) -> None:
    for overall in ("not_secured", "secured"):
        office.confirm(work, overall=overall)
    office.decide(work)


# On conditions

CONDITION = [{"text": "未受講者の再受講を報告すること。"}]


@pytest.mark.parametrize("decided", [{"outcome": "conditional", "conditions": CONDITION}, {"conditions": CONDITION}])
@pytest.mark.parametrize(
    "confirmation", [{}, ITEM_BY_ITEM | {"items": answered("not_done")}], ids=["summary", "item by item, one not done"]
)
def test_allows_a_permission_with_conditions_after_a_confirmation_on_conditions(
    office: Office, work: str, decided: dict[str, Any], confirmation: dict[str, Any]
) -> None:
    office.confirm(work, overall="conditional", **confirmation)
    office.decide(work, **decided)
    assert "R01" not in office.hits(work)


@pytest.mark.parametrize("outcome", ["permitted", "conditional"])
def test_denies_a_permission_without_conditions_after_one_on_conditions(
    office: Office, work: str, outcome: str
) -> None:
    office.confirm(work, overall="conditional")
    with office.refused("R01") as told:
        office.decide(work, outcome=outcome)
    refusal = next(refusal for refusal in told.value.refusals if refusal.rule == "R01")
    assert refusal.says == "令和8年11月20日の許諾には、条件が付されていませんが、取扱状況の確認は条件付の結果です。"
    wording.use("en")
    assert refusal.says == (
        "Permitted on 2026-11-20: the confirmation is positive on conditions, and the permission sets none."
    )


def test_flags_such_a_permission_on_paper(office: Office, work: str) -> None:
    office.confirm(work, overall="conditional", confirmed_on=YESTERDAY)
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert (office.hits(work)["R01"].detail["lacks"], office.hits(work)["R01"].is_refused) == ("conditions", False)


# Which came first


def test_denies_a_confirmation_recorded_after_the_decision_that_it_supports(office: Office, work: str) -> None:
    office.decide(work, refuses=False)
    office.confirm(work, confirmed_on=YESTERDAY)
    hit = office.hits(work)["R01"]
    assert hit.detail["lacks"] == "order"
    assert "確認は決定の後に記録されています" in hit.says
    wording.use("en")
    assert hit.says.endswith("the confirmation was put on record only after the decision.")


def test_allows_one_recorded_before_and_corrected_afterwards(office: Office, work: str) -> None:
    confirmation = office.confirm(work)
    office.decide(work)
    office.revise("handling_confirmation", confirmation, note="追記")
    assert "R01" not in office.hits(work)


def test_allows_a_late_entry_of_another_beside_one_recorded_before(office: Office, work: str) -> None:
    office.confirm(work, confirmed_on="2026-11-10")
    office.decide(work)
    office.confirm(work, confirmed_on="2026-11-15", overall="not_secured")
    assert "R01" not in office.hits(work)


def test_allows_what_is_logged_from_paper_in_any_order(office: Office, work: str) -> None:
    office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert office.hits(work)["R01"].detail["lacks"] == "confirmation"
    office.confirm(work, confirmed_on="2026-11-18")
    assert "R01" not in office.hits(work)


def test_allows_a_refusal_turned_into_a_permission_once_confirmed(office: Office, work: str) -> None:
    decision = office.decide(work, outcome="refused")
    office.confirm(work)
    office.revise("permission_decision", decision, outcome="permitted")
    assert "R01" not in office.hits(work)


def test_denies_one_that_was_negative_when_it_was_decided(office: Office, work: str) -> None:
    confirmation = office.confirm(work, overall="not_secured")
    office.decide(work, refuses=False)
    office.revise("handling_confirmation", confirmation, overall="secured")
    assert office.hits(work)["R01"].detail["lacks"] == "order"


def test_denies_one_that_was_incomplete_when_it_was_decided(office: Office, work: str) -> None:
    confirmation = office.confirm(work, sheet=None)
    office.decide(work, refuses=False)
    office.revise("handling_confirmation", confirmation, sheet=SHEET)
    assert office.hits(work)["R01"].detail["lacks"] == "order"


@pytest.mark.parametrize(
    ("said", "corrected", "lacks"),
    [
        ({}, {"confirmed_on": YESTERDAY}, None),
        ({"confirmed_on": YESTERDAY}, {"confirmed_on": TODAY, "confirmed_by": "監督 二郎"}, None),
        ({}, {"confirmed_on": TOMORROW}, "confirmation"),
        ({}, {"confirmed_on": "2025-11-19"}, "confirmation"),
        ({}, {"confirmed_on": YESTERDAY, "overall": "not_secured"}, "confirmation"),
        ({"confirmed_on": TOMORROW}, {"confirmed_on": TODAY}, "order"),
        ({"confirmed_on": "2025-11-19"}, {"confirmed_on": YESTERDAY}, "order"),
    ],
    ids=["earlier", "later", "after it", "too old", "negative", "was after it", "was too old"],
)
def test_a_day_corrected_afterwards_carries_what_it_carried_before(
    office: Office, work: str, said: dict[str, Any], corrected: dict[str, Any], lacks: str | None
) -> None:
    """As it was when the decision was made, and as it is now."""
    confirmation = office.confirm(work, **said)
    decision = office.decide(work, refuses=False)
    office.revise("handling_confirmation", confirmation, **corrected)
    hit = office.hits(work).get("R01")
    assert (hit and hit.detail["lacks"]) == lacks
    if lacks is None:
        office.revise("permission_decision", decision, notified_on=TODAY)


def test_a_day_corrected_afterwards_does_not_pass_by_another_that_said_no(office: Office, work: str) -> None:
    first = office.confirm(work, confirmed_on="2026-11-10")
    office.confirm(work, confirmed_on="2026-11-15", overall="not_secured")
    office.decide(work, refuses=False)
    office.revise("handling_confirmation", first, confirmed_on=YESTERDAY)
    assert office.hits(work)["R01"].detail["lacks"] == "order"


def test_a_day_corrected_afterwards_carries_all_that_it_covered_then(office: Office) -> None:
    organisation = office.organisation()
    own, other, added = (office.subcontract(office.contract(), organisation_id=organisation) for _nth in range(3))
    names = [
        {"contract_id": office.ledger.get("subcontract", each)[0].contract_id, "engagement_id": each}
        for each in (other, added)
    ]
    confirmation = office.confirm(own, further_engagements=names[:1])
    for each in (own, other, added):
        office.decide(each, refuses=False)
    office.revise("handling_confirmation", confirmation, confirmed_on=YESTERDAY, further_engagements=names)
    assert ["R01" in office.hits(each) for each in (own, other, added)] == [False, False, True]


def test_a_day_corrected_afterwards_carries_nothing_of_another(office: Office, work: str) -> None:
    confirmation = office.confirm(work)
    office.revise("subcontract", work, organisation_id=office.organisation(), refuses=False)
    office.decide(work, refuses=False)
    office.revise("handling_confirmation", confirmation, confirmed_on=YESTERDAY)
    assert office.hits(work)["R01"].detail["lacks"] == "order"


# Whose it is


@pytest.mark.parametrize("other", ["organisation_id", "parent_id"])
def test_denies_what_was_confirmed_of_another(office: Office, other: str) -> None:
    contract = office.contract()
    upper = office.subcontract(contract)
    work = office.subcontract(contract)
    office.permit(upper)
    office.confirm(work)
    assert office.status(work)["confirmation_state"] == "positive"
    changed = {"organisation_id": office.organisation(), "parent_id": upper}[other]
    office.revise("subcontract", work, **{other: changed}, refuses=False)
    assert office.status(work)["confirmation_state"] == "incomplete"
    with office.refused("R01"):
        office.decide(work)
    office.confirm(work)
    office.decide(work)
    assert "R01" not in office.hits(work)


def test_denies_what_was_confirmed_of_another_contractor(office: Office) -> None:
    contract = office.contract()
    office.confirm(contract)
    office.revise("contract", contract, organisation_id=office.organisation())
    assert office.status(contract)["confirmation_state"] == "incomplete"


def test_allows_a_correction_that_leaves_it_with_whom_it_was(office: Office, work: str) -> None:
    office.confirm(work)
    office.revise("subcontract", work, work="パンチ入力及び検査")
    office.decide(work)
    assert office.status(work)["confirmation_state"] == "positive"


def test_an_erased_first_state_keeps_its_place_in_the_order(office: Office, work: str) -> None:
    confirmation = office.confirm(work, note="誤って記載された氏名")
    erased = office.ledger.head().seq
    office.decide(work)
    office.revise("handling_confirmation", confirmation, note="")
    office.ledger.erase(erased, ground="個人情報の誤記載", actor="情報 管理")
    assert "R01" not in office.hits(work)


def test_allows_a_slip_that_was_put_right(office: Office) -> None:
    organisation = office.organisation()
    work = office.subcontract(office.contract(), organisation_id=organisation)
    office.confirm(work)
    office.decide(work)
    office.audit(work)
    office.revise("subcontract", work, organisation_id=office.organisation(), refuses=False)
    assert "R01" not in office.hits(work)
    assert office.status(work)["permission_state"] == "none"  # it was permitted to another
    office.revise("subcontract", work, organisation_id=organisation, refuses=False)
    assert "R01" not in office.hits(work)
    assert office.status(work)["permission_state"] == "permitted"
    assert office.status(work)["confirmation_state"] == "positive"
    assert office.status(work)["audit_state"] == "covered"


def test_a_word_corrected_in_the_first_of_two_of_a_day_leaves_the_second_the_last(office: Office, work: str) -> None:
    first = office.confirm(work, overall="not_secured")
    office.confirm(work)
    office.decide(work)
    office.revise("handling_confirmation", first, note="追記")
    assert "R01" not in office.hits(work)
    assert office.status(work)["confirmation_state"] == "positive"


def test_denies_a_confirmation_moved_from_another_afterwards(office: Office, work: str) -> None:
    other = office.subcontract(office.status(work)["contract_id"])
    confirmation = office.confirm(other)
    office.decide(work, refuses=False)
    office.revise("handling_confirmation", confirmation, engagement_id=work, refuses=False)
    assert office.hits(work)["R01"].detail["lacks"] == "order"
