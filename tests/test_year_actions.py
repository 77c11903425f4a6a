"""The turn of the year: contracts and their chains go on as drafts, many at once, each request a record of its own."""

from datetime import date
from typing import Any

import pytest

from kantoku import year_actions
from kantoku.errors import InvalidRecord, KantokuError
from tests.office import ALL_CLAUSES, ASSESSED, FISCAL_YEAR, PAPER, TIER_CLAUSES, TODAY, Office

NEXT_YEAR = {"starts_on": date(2027, 4, 1), "ends_on": date(2028, 3, 31)}
ENDING = {
    "first_day": date(2026, 4, 1),
    "last_day": date(2027, 3, 31),
    "section": None,
    "sorted_by": None,
    "row_limit": 200,
}
NEW_YEAR = {"first_day": date(2027, 4, 1), "last_day": date(2028, 3, 31), "section": None, "row_limit": 200}


def carried(office: Office, *contracts: str) -> tuple[str, ...]:
    numbers = {id_: f"9契-{nth:03d}" for nth, id_ in enumerate(contracts, 1)}
    return year_actions.carry_over(office.ledger, numbers, actor=office.actor, **NEXT_YEAR)


def permitted(office: Office, under: str, **values: Any) -> str:
    work = office.subcontract(under, **{**FISCAL_YEAR, "data_items": ["氏名"], **values})
    office.permit(work, decided_on="2026-03-20", **PAPER)
    return work


def drafts(office: Office) -> list[dict[str, Any]]:
    return office.ledger.read("year_drafts", as_of=TODAY, **NEW_YEAR).to_dict("records")


def test_a_contract_and_its_chain_go_on_as_drafts_with_a_request_each(office: Office) -> None:
    contract = office.contract(**FISCAL_YEAR, data_items=["氏名"], none_declared_on="2026-04-01", amount=1_000_000)
    second = permitted(office, contract, actual_started_on="2026-04-01", supervised_on="2026-04-01")
    third = permitted(office, second)
    (new,) = carried(office, contract)
    draft, _revision = office.ledger.get("contract", new)
    assert (draft.number, draft.stage, draft.previous_id, draft.starts_on) == (
        "9契-001", "selecting", contract, date(2027, 4, 1),
    )  # fmt: skip
    assert (draft.none_declared_on, draft.amount, draft.data_items) == (None, None, ("氏名",))
    rows = {row["tier"]: row for row in drafts(office)}
    assert rows.keys() == {1, 2, 3}
    assert [rows[tier]["permission_state"] for tier in (2, 3)] == ["requested", "requested"]
    below, _revision = office.ledger.get("subcontract", rows[2]["engagement_id"])
    assert (below.parent_id, below.previous_id, below.origin) == (new, second, "requested")
    assert (below.actual_started_on, below.supervised_on) == (None, None)
    deeper, _revision = office.ledger.get("subcontract", rows[3]["engagement_id"])
    assert (deeper.parent_id, deeper.previous_id) == (rows[2]["engagement_id"], third)
    request, _revision = office.ledger.get("permission_request", rows[2]["request_id"])
    assert (request.request_type, request.requested_on, request.data_items) == ("new", None, ("氏名",))


@pytest.mark.parametrize("title", ["令和8年度税証明書印刷", "令和８年度　税証明書印刷", "税証明書印刷（2026年度）"])
def test_a_title_names_the_new_year(office: Office, title: str) -> None:
    (new,) = carried(office, office.contract(**FISCAL_YEAR, title=title))
    draft, _revision = office.ledger.get("contract", new)
    assert draft.title == title.replace("8年度", "9年度").replace("８年度", "９年度").replace("2026年度", "2027年度")


def test_a_number_is_given_once_or_kept(office: Office) -> None:
    first, second = (office.contract(**FISCAL_YEAR, number=number) for number in ("総務-1", "総務-2"))
    for numbers in ({first: "総務-9", second: "総務－9"}, {first: "総務-2"}):
        with pytest.raises(InvalidRecord):
            year_actions.carry_over(office.ledger, numbers, actor=office.actor, **NEXT_YEAR)
    year_actions.carry_over(office.ledger, {first: "総務-1"}, actor=office.actor, **NEXT_YEAR)
    ((row),) = drafts(office)
    assert row["contract_number"] == "総務-1"
    year_after = {"starts_on": date(2028, 4, 1), "ends_on": date(2029, 3, 31)}
    year_actions.carry_over(office.ledger, {row["contract_id"]: "総務-1"}, actor=office.actor, **year_after)


def test_a_contract_goes_on_under_the_section_that_answers_for_it(office: Office) -> None:
    before, after = (
        {"section": "税務課", "successor": "課税課", "from_on": "2026-10-01"},
        {"section": "課税課", "successor": "財務課", "from_on": "2027-04-01"},
    )
    contract = office.contract(**FISCAL_YEAR, section="税務課")
    office.policy(sections=["課税課"], reorganisations=[before])
    (new,) = carried(office, contract)
    office.policy(sections=["課税課"], reorganisations=[before, after])
    assert office.status(contract)["section"] == "課税課"
    later = office.ledger.read("year_drafts", as_of=date(2027, 4, 1), **NEW_YEAR)
    assert list(zip(later["engagement_id"], later["section"], strict=True)) == [(new, "財務課")]


def test_last_years_confirmation_stands_beside_each(office: Office) -> None:
    contract = office.contract(**FISCAL_YEAR)
    work = office.subcontract(contract, **FISCAL_YEAR)
    office.confirm(work, confirmed_on="2026-03-10")
    office.decide(work, decided_on="2026-03-20", **PAPER)
    carried(office, contract)
    row = next(row for row in drafts(office) if row["tier"] == 2)
    assert (row["confirmed_before_on"].date(), row["confirmation_before"]) == (date(2026, 3, 10), "positive")
    assert row["confirmation_state"] == "none"


def test_what_was_assessed_agreed_and_judged_is_not_taken_over(office: Office) -> None:
    judged = {"pia_impact": "none", "pia_judged_on": "2026-03-01"}
    contract = office.contract(**FISCAL_YEAR, clauses=ALL_CLAUSES, **ASSESSED, **judged)
    permitted(office, contract, clauses=TIER_CLAUSES, contracted_on="2026-04-01")
    (new,) = carried(office, contract)
    draft, _revision = office.ledger.get("contract", new)
    assert (draft.clauses, draft.assessed_on, draft.assessment, draft.pia_judged_on) == ((), None, None, None)
    below, _revision = office.ledger.get(
        "subcontract", next(r["engagement_id"] for r in drafts(office) if r["tier"] == 2)
    )
    assert (below.clauses, below.contracted_on) == ((), None)


def test_what_is_not_permitted_to_the_end_is_left_behind_with_all_below_it(office: Office) -> None:
    contract = office.contract(**FISCAL_YEAR)
    unpermitted = office.subcontract(contract, **FISCAL_YEAR)
    permitted(office, unpermitted)
    permitted(office, contract, ends_on="2026-09-30")
    ending = office.ledger.read("year_turn", as_of=TODAY, **ENDING).to_dict("records")
    assert [(row["contract_id"], row["carried"], row["left_out"]) for row in ending] == [(contract, 0, 2)]
    carried(office, contract)
    assert [row["tier"] for row in drafts(office)] == [1]


def test_many_are_one_act(office: Office) -> None:
    contracts = [office.contract(**FISCAL_YEAR) for _nth in range(20)]
    carried(office, *contracts)
    states = [office.ledger.states("contract", row["contract_id"])[0] for row in drafts(office)]
    assert len(states) == 20
    assert len({state["recorded_at"] for state in states}) == 1
    assert office.ledger.read("year_turn", as_of=TODAY, **ENDING).empty


def test_nothing_is_carried_over_twice(office: Office) -> None:
    contract = office.contract(**FISCAL_YEAR)
    carried(office, contract)
    before = office.ledger.head()
    with pytest.raises(KantokuError, match="9契-001"):
        carried(office, contract)
    assert office.ledger.head() == before


@pytest.mark.parametrize("numbers", [{}, {"a": " "}], ids=["nothing", "no number"])
def test_a_contract_and_its_number_are_needed(office: Office, numbers: dict[str, str]) -> None:
    with pytest.raises(InvalidRecord):
        year_actions.carry_over(office.ledger, numbers, actor="契約 花子", **NEXT_YEAR)


@pytest.mark.parametrize(
    ("number", "following"),
    [
        ("8契-001", "9契-001"),
        ("R8-12", "R9-12"),
        ("08荒総契第108号", "09荒総契第108号"),
        ("契約-2026-0004", "契約-2027-0004"),
        ("令和8年度第3号", "令和9年度第3号"),
        ("18契-8", "18契-8"),
        ("総務-12", "総務-12"),
    ],
)
def test_the_new_number_follows_the_old_one(number: str, following: str) -> None:
    assert year_actions.following_number(number, begun=2026, begins=2027) == following


def test_a_contract_of_several_years_is_numbered_by_the_year_in_which_it_begins() -> None:
    assert year_actions.following_number("6契-001", begun=2024, begins=2029) == "11契-001"


def test_what_was_given_up_or_is_no_entrustment_does_not_go_on(office: Office) -> None:
    goes_on = office.contract(**FISCAL_YEAR)
    given_up = office.contract(**FISCAL_YEAR, data_class="none")
    office.revise("contract", given_up, stage="ended")
    judged = {"entrustment_reason": "配送のみ", "entrustment_evidence": "利用規約第7条"}
    office.contract(**FISCAL_YEAR, entrustment="not_entrusted", **judged)
    ending = office.ledger.read("year_turn", as_of=TODAY, **ENDING)
    assert list(ending["contract_id"]) == [goes_on]
