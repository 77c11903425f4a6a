"""References: what a record refers to is there, and belongs where the record says that it itself belongs."""

from collections.abc import Callable
from typing import Any

import pytest

from kantoku import errors
from kantoku.ledger import Change, Ledger
from kantoku.records import KINDS
from tests.office import Office
from tests.test_ledger import everything

Values = dict[str, Any]


def decide_under_another_contract(office: Office, work: str, other: str) -> None:
    office.decide(work, contract_id=other, outcome="refused")


def decide_on_the_request_of_another(office: Office, work: str, other: str) -> None:
    office.decide(work, request_id=office.request(office.subcontract(other)), outcome="refused")


def decide_on_the_request_of_a_sister(office: Office, work: str, other: str) -> None:
    contract = office.ledger.get("subcontract", work)[0].contract_id
    office.decide(work, request_id=office.request(office.subcontract(contract)), outcome="refused")


def request_under_another_contract(office: Office, work: str, other: str) -> None:
    office.request(work, contract_id=other)


def confirm_under_another_contract(office: Office, work: str, other: str) -> None:
    office.confirm(work, contract_id=other)


def confirm_one_contract_under_another(office: Office, work: str, other: str) -> None:
    office.confirm(other, contract_id=office.contract())


def pass_on_from_another_contract(office: Office, work: str, other: str) -> None:
    office.subcontract(work, contract_id=other)


def pass_on_directly_from_another_contract(office: Office, work: str, other: str) -> None:
    office.subcontract(other, parent_id=office.contract())


def audit_under_another_contract(office: Office, work: str, other: str) -> None:
    office.audit(subjects=[{"contract_id": other, "engagement_id": work}])


def audit_an_engagement_without_its_contract(office: Office, work: str, other: str) -> None:
    office.audit(subjects=[{"engagement_id": work}])


def find_something_under_another_contract(office: Office, work: str, other: str) -> None:
    office.finding(work, contract_id=other)


CONTRADICTIONS: dict[Callable[[Office, str, str], None], str] = {
    decide_under_another_contract: "“Subcontract” does not belong to “Contract”",
    decide_on_the_request_of_another: "“Request” does not belong to “Contract”",
    decide_on_the_request_of_a_sister: "“Request” does not belong to “Subcontract”",
    request_under_another_contract: "“Subcontract” does not belong to “Contract”",
    confirm_under_another_contract: "“Engagement” does not belong to “Contract”",
    confirm_one_contract_under_another: "“Engagement” does not belong to “Contract”",
    pass_on_from_another_contract: "“Under whom” does not belong to “Contract”",
    pass_on_directly_from_another_contract: "“Under whom” does not belong to “Contract”",
    audit_under_another_contract: "“Engagement” does not belong to “Contract”",
    audit_an_engagement_without_its_contract: "“Engagement” does not belong to “Contract”",
    find_something_under_another_contract: "“Engagement” does not belong to “Contract”",
}


@pytest.mark.parametrize(("attempt", "said"), CONTRADICTIONS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_denies_what_belongs_elsewhere(
    office: Office, english: None, attempt: Callable[[Office, str, str], None], said: str
) -> None:
    work, other = office.subcontract(office.contract()), office.contract()
    with pytest.raises(errors.Contradictory) as told:
        attempt(office, work, other)
    assert said in told.value.sentence


def test_says_it_in_japanese(office: Office) -> None:
    work, other = office.subcontract(office.contract()), office.contract()
    with pytest.raises(errors.Contradictory) as told:
        office.confirm(work, contract_id=other)
    assert told.value.sentence == "「委託・再委託」と「契約」が対応していません。両方を選び直してください。"


def test_allows_what_belongs_together(office: Office) -> None:
    contract = office.contract()
    work = office.subcontract(contract)
    below = office.subcontract(work)
    request = office.request(below)
    office.confirm(contract)
    office.confirm(below)
    office.decide(below, request_id=request, outcome="refused")
    office.audit(contract, work, below)
    office.audit(subjects=[{"contract_id": contract}, {"section": "税務課"}])
    office.finding(below, audit_id=office.audit(contract))


def test_denies_it_in_what_is_taken_over_too_and_keeps_nothing_of_it(ledger: Ledger, office: Office) -> None:
    contracts = [office.contract() for _nth in range(2)]
    works = [office.subcontract(contract) for contract in contracts]
    before = everything(ledger)
    crossed = [
        Change.new("finding.recorded", KINDS["finding"].read({"contract_id": c, "engagement_id": w, "content": "不備"}))
        for c, w in zip(contracts, reversed(works), strict=True)
    ]
    with pytest.raises(errors.Contradictory):
        ledger.record(crossed, actor="契約 花子", refuses=False)
    assert everything(ledger) == before


def test_what_is_not_there_is_said_first(office: Office) -> None:
    work = office.subcontract(office.contract())
    with pytest.raises(errors.NotFound):
        office.decide(work, contract_id="no-such-id", request_id=office.request(work), outcome="refused")


# What moves


def test_denies_to_move_what_others_refer_to(office: Office, english: None) -> None:
    work, other = office.subcontract(office.contract()), office.contract()
    request = office.request(work)
    with pytest.raises(errors.ReferredToElsewhere, match=f"Permission request {request}"):
        office.revise("subcontract", work, contract_id=other, parent_id=other)


def test_denies_to_move_a_request_that_was_decided(office: Office) -> None:
    contract = office.contract()
    work, sister = office.subcontract(contract), office.subcontract(contract)
    request = office.request(work)
    office.decide(work, request_id=request, outcome="refused")
    with pytest.raises(errors.ReferredToElsewhere):
        office.revise("permission_request", request, engagement_id=sister)


def test_allows_to_move_what_nothing_refers_to(office: Office) -> None:
    work, other = office.subcontract(office.contract()), office.contract()
    office.revise("subcontract", work, contract_id=other, parent_id=other)
    assert office.ledger.get("subcontract", work)[0].contract_id == other


def test_allows_to_move_a_branch_as_one_act(ledger: Ledger, office: Office) -> None:
    upper = office.subcontract(office.contract())
    lower, other = office.subcontract(upper), office.contract()
    moves = []
    for work, parent in ((upper, other), (lower, upper)):
        record, revision = ledger.get("subcontract", work)
        moved = record.model_copy(update={"contract_id": other, "parent_id": parent})
        moves.append(Change("subcontract.corrected", "subcontract", work, moved, revision, "訂正"))
    ledger.record(moves, actor="契約 花子")
    assert ledger.get("subcontract", lower)[0].contract_id == other


def test_allows_to_correct_anything_else(office: Office) -> None:
    work = office.subcontract(office.contract())
    office.request(work)
    office.revise("subcontract", work, work="印字")
