"""R36: contracts of any form belong here; affairs entrusted to another local government do not."""

import pytest

from kantoku.records.contract import ContractCategory
from tests.office import YESTERDAY, Office


@pytest.mark.parametrize("category", ["data_entry", "printing", "translation", "designated", "collection"])
def test_allows_contracts_of_any_form(office: Office, category: str) -> None:
    contract = office.contract(category=ContractCategory(category))
    assert "R36" not in office.hits(contract)
    assert office.status(contract)["handles_personal"]


def test_flags_affairs_entrusted_to_another_local_government(office: Office) -> None:
    contract = office.contract(entrustment="affairs")
    hit = office.hits(contract)["R36"]
    assert (hit.level, hit.subject_kind, hit.subject_id) == ("incomplete", "contract", contract)


def test_nobody_is_overseen_there(office: Office) -> None:
    contract = office.contract(entrustment="affairs")
    work = office.subcontract(contract, starts_on=YESTERDAY)
    assert office.status(work)["permission_state"] == "not_required"
    assert set(office.hits(contract)) == {"R36"}
    assert office.hits(work) == {}


def test_allows_what_is_over_and_what_was_withdrawn(office: Office) -> None:
    assert "R36" not in office.hits(office.contract(entrustment="affairs", ends_on="2026-10-31"))
    contract = office.contract(entrustment="affairs")
    office.withdraw("contract", contract)
    assert "R36" not in office.hits(contract)
