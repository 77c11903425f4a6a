"""R27: data handled abroad, or by a foreign business, is confirmed only with that country's system grasped."""

from typing import Any

import pytest

from tests.office import ITEM_BY_ITEM, ITEMS, PAPER, YESTERDAY, Office

ABROAD = [{"address": "Singapore 018956", "country": "SG"}]
HOME = [{"address": "東京都荒川区荒川0-0-0"}]
GRASPED = {"foreign_system": "シンガポールの個人情報保護法制を確認し、暗号化した上で取り扱わせる。"}


def items(**answer: str) -> dict[str, Any]:
    """Item by item, G-1 answered like that."""
    return ITEM_BY_ITEM | {"items": [item | answer if item["code"] == "G-1" else item for item in ITEMS]}


def at_foreign_place(office: Office) -> str:
    return office.subcontract(office.contract(), places=ABROAD)


def by_foreigner(office: Office) -> str:
    return office.subcontract(office.contract(), organisation_id=office.organisation(country="US"), places=HOME)


def contractor_abroad(office: Office) -> str:
    return office.contract(places=[*HOME, *ABROAD])


EACH = pytest.mark.parametrize("made", [at_foreign_place, by_foreigner, contractor_abroad])


@EACH
def test_denies_a_positive_confirmation_that_says_nothing_of_it(office: Office, made: Any) -> None:
    work = made(office)
    with office.refused("R27"):
        office.confirm(work)


@EACH
@pytest.mark.parametrize("values", [GRASPED, items(evidence="制度の調査書")])
def test_allows_it_with_the_system_grasped(office: Office, made: Any, values: dict[str, Any]) -> None:
    work = made(office)
    office.confirm(work, **values)
    assert "R27" not in office.hits(work)


@pytest.mark.parametrize("values", [items(), items(result="not_applicable", note="国外での取扱いはない。")])
def test_denies_an_item_without_grounds(office: Office, values: dict[str, Any]) -> None:
    work = at_foreign_place(office)
    with office.refused("R27"):
        office.confirm(work, **values)


def test_allows_a_confirmation_that_is_not_positive(office: Office) -> None:
    work = at_foreign_place(office)
    office.confirm(work, overall="not_secured")
    assert "R27" not in office.hits(work)


@pytest.mark.parametrize("country", ["JP", "jp", "日本"])
def test_allows_what_stays_in_the_country(office: Office, country: str) -> None:
    work = office.subcontract(office.contract(), places=[{"address": "見本市1-1", "country": country}])
    office.confirm(work)
    assert "R27" not in office.hits(work)


def test_allows_work_without_personal_data(office: Office) -> None:
    work = office.contract(data_class="none", places=ABROAD)
    office.confirm(work)
    assert "R27" not in office.hits(work)


def test_flags_a_confirmation_of_an_older_ledger(office: Office) -> None:
    work = at_foreign_place(office)
    confirmation = office.confirm(work, is_presumed=True)
    hit = office.hits(work)["R27"]
    assert (hit.level, hit.subject_id, hit.is_refused) == ("incomplete", confirmation, False)


def test_flags_work_that_moved_abroad_afterwards(office: Office) -> None:
    contract = office.contract(places=HOME)
    office.confirm(contract)
    assert "R27" not in office.hits(contract)
    before = office.ledger.head().seq
    office.revise("contract", contract, places=ABROAD)
    assert "R27" in office.hits(contract)
    assert "R27" not in office.hits(contract, at_seq=before)


def test_denies_to_permit_it_where_the_office_keeps_data_in_the_country(office: Office) -> None:
    office.policy(is_domestic_only=True)
    work = at_foreign_place(office)
    office.confirm(work, **GRASPED)
    with office.refused("R27") as told:
        office.decide(work)
    assert told.value.refusals[0].detail == {"abroad": "barred"}


def test_flags_by_that_policy_what_is_under_way_and_what_was_permitted_on_paper(office: Office) -> None:
    office.policy(is_domestic_only=True)
    contract, work = contractor_abroad(office), at_foreign_place(office)
    office.confirm(work, confirmed_on=YESTERDAY, **GRASPED)
    decision = office.decide(work, decided_on=YESTERDAY, **PAPER)
    assert (office.hits(contract)["R27"].level, office.hits(contract)["R27"].subject_kind) == ("breach", "contract")
    assert (office.hits(work)["R27"].level, office.hits(work)["R27"].subject_id) == ("breach", decision)


def test_allows_to_permit_it_without_that_policy(office: Office) -> None:
    work = at_foreign_place(office)
    office.confirm(work, **GRASPED)
    office.decide(work)
    assert "R27" not in office.hits(work)
