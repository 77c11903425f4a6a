"""R35: no subcontract stands under itself and no organisation under itself; deep chains are pointed out."""

import pytest

from kantoku import wording
from tests.office import TODAY, Office


def chain(office: Office, length: int) -> list[str]:
    """A contract and what stands under it, one below the other."""
    tiers = [office.contract()]
    while len(tiers) < length:
        tiers.append(office.subcontract(tiers[-1]))
    return tiers


def test_allows_a_chain_of_three_tiers(office: Office) -> None:
    assert all("R35" not in office.hits(tier) for tier in chain(office, 3))


def test_allows_one_organisation_in_two_branches(office: Office) -> None:
    company, contract = office.organisation(), office.contract()
    branches = [office.subcontract(contract) for _nth in range(2)]
    works = [office.subcontract(branch, organisation_id=company) for branch in branches]
    works.append(office.subcontract(contract, organisation_id=company))
    assert all("R35" not in office.hits(work) for work in works)


def test_denies_a_contractor_under_itself(office: Office, english: None) -> None:
    company = office.organisation()
    contract = office.contract(organisation_id=company)
    with office.refused("R35") as told:
        office.subcontract(contract, organisation_id=company)
    assert told.value.refusals[0].says == "The organisation stands under itself."


def test_denies_an_organisation_further_up(office: Office) -> None:
    company = office.organisation()
    second = office.subcontract(office.contract(), organisation_id=company)
    third = office.subcontract(second)
    with office.refused("R35"):
        office.subcontract(third, organisation_id=company)


@pytest.mark.parametrize("origin", ["discovered", "reported", "taken_over"])
def test_flags_an_organisation_found_under_itself_and_records_it(office: Office, origin: str) -> None:
    company = office.organisation()
    contract = office.contract(organisation_id=company)
    work = office.subcontract(contract, organisation_id=company, origin=origin, starts_on="2026-05-01")
    hit = office.hits(work)["R35"]
    assert (hit.level, hit.is_refused, hit.subject_id) == ("breach", False, work)
    assert hit.says == "同じ事業者が自らの下に置かれています。"


@pytest.mark.parametrize("origin", ["requested", None])
def test_denies_an_organisation_asked_for_under_itself(office: Office, origin: str | None) -> None:
    company = office.organisation()
    contract = office.contract(organisation_id=company)
    with office.refused("R35"):
        office.subcontract(contract, organisation_id=company, origin=origin)


def test_denies_a_loop_whatever_its_origin(office: Office) -> None:
    _contract, second, third = chain(office, 3)
    with office.refused("R35"):
        office.revise("subcontract", second, parent_id=third, origin="discovered")


def test_denies_a_loop(office: Office) -> None:
    _contract, second, third, _fourth = chain(office, 4)
    with office.refused("R35") as told:
        office.revise("subcontract", second, parent_id=third)
    assert {refusal.detail["chain"] for refusal in told.value.refusals} == {"loop"}


def test_denies_a_subcontract_under_itself(office: Office) -> None:
    _contract, second = chain(office, 2)
    with office.refused("R35"):
        office.revise("subcontract", second, parent_id=second)


def test_allows_to_move_a_subcontract_to_another_branch(office: Office) -> None:
    contract, second, third = chain(office, 3)
    office.revise("subcontract", third, parent_id=contract)
    assert office.status(third)["tier"] == 2
    assert "R35" not in office.hits(second)


def test_flags_a_loop_taken_over_from_an_older_ledger(office: Office) -> None:
    contract, second, third = chain(office, 3)
    office.revise("subcontract", second, parent_id=third, refuses=False)
    hits = office.ledger.hits(as_of=TODAY, scope=contract)
    assert {hit.subject_id for hit in hits if hit.rule == "R35"} == {second, third}


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "再委託が第4階層に及んでいます。"), ("en", "The chain reaches tier 4.")]
)
def test_flags_a_fourth_tier_and_records_it(office: Office, language: str, said: str) -> None:
    tiers = chain(office, 4)
    wording.use(language)
    hit = office.hits(tiers[3])["R35"]
    assert (hit.level, hit.is_refused, hit.says) == ("incomplete", False, said)
    assert "R35" not in office.hits(tiers[2])


def test_flags_by_the_depth_of_the_office_policy(office: Office) -> None:
    tiers = chain(office, 3)
    office.policy(depth_warning=2)
    assert "R35" in office.hits(tiers[2])
    office.policy(depth_warning=5)
    assert "R35" not in office.hits(tiers[2])


def test_flags_it_as_known_then(office: Office) -> None:
    tiers = chain(office, 3)
    before = office.ledger.head().seq
    fourth = office.subcontract(tiers[2])
    assert "R35" in office.hits(fourth)
    assert "R35" not in office.hits(fourth, at_seq=before)


def test_a_contract_whose_past_was_erased_is_no_loop(office: Office) -> None:
    contract = office.contract(title="誤って記載された氏名")
    erased = office.ledger.head().seq
    work = office.subcontract(contract)
    known = office.ledger.head().seq
    office.revise("contract", contract, title="改めた件名")
    office.ledger.erase(erased, ground="個人情報の誤記載", actor="情報 管理")
    assert "R35" not in office.hits(work, at_seq=known)
