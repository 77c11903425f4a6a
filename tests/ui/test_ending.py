"""The end of a contract on the screen: proof for every tier, then the contract is ended."""

import pytest

from kantoku.ledger import Ledger
from kantoku.records.disposal import DisposalWay
from tests.office import Office
from tests.ui import screens
from ui import tables

OVER = {"starts_on": "2026-04-01", "ends_on": "2026-11-10"}


@pytest.fixture
def contract(office: Office) -> str:
    contract = office.contract(number="甲-1")
    office.revise("contract", contract, ends_on="2026-11-10")
    return contract


@pytest.fixture
def tiers(office: Office, contract: str) -> list[str]:
    return [contract, office.subcontract(contract, **OVER, origin="discovered")]


def stage(ledger: Ledger, contract: str) -> object:
    return ledger.get("contract", contract)[0].model_dump()["stage"]


def prove(at: screens.AppTest, contract: str, **typed: str) -> screens.AppTest:
    key = f"disposal_{contract}0"
    at.multiselect(key=f"{key}_ways").select(DisposalWay.ERASED)
    for name, value in typed.items():
        box = at.text_area if name == "no_certificate_reason" else at.text_input
        box(key=f"{key}_{name}").input(value)
    return screens.click(at, f"{key}_submit")


def test_every_tier_is_shown_with_what_it_owes(contract: str, tiers: list[str]) -> None:
    at = screens.show("contracts", contract=contract, tab="ending")
    shown = at.dataframe[0].value
    assert list(shown["Tier"]) == ["Contractor", "Subcontractor"]
    assert "Still without proof" in screens.text(at)


def test_a_contract_is_not_ended_while_a_tier_owes_its_proof(here: Ledger, contract: str, tiers: list[str]) -> None:
    at = screens.show("contracts", contract=contract, tab="ending")
    screens.click(at, f"end_{contract}_submit")
    assert "R21" in screens.as_read(at.error[0].value)
    assert stage(here, contract) is None


def test_a_contract_is_not_ended_without_a_reason(here: Ledger, office: Office, contract: str) -> None:
    office.dispose(contract)
    at = screens.show("contracts", contract=contract, tab="ending")
    at.text_input(key=f"end_{contract}_reason").input(" ")
    screens.click(at, f"end_{contract}_submit")
    assert "Why it ends" in at.error[0].value
    assert stage(here, contract) is None


def test_tiers_are_proved_together_and_the_contract_is_ended(
    here: Ledger, contract: str, tiers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "picked", lambda _event: [0, 1])
    at = screens.show("contracts", contract=contract, tab="ending")
    prove(
        at,
        contract,
        disposed_by="作業責任者",
        confirmed_by="契約担当係長",
        no_certificate_reason="区の職員が消去に立ち会ったため",
    )
    assert "Recorded. Tiers: 2" in screens.text(at)
    monkeypatch.setattr(tables, "picked", lambda _event: [])
    at = screens.show("contracts", contract=contract, tab="ending")
    screens.click(at, f"end_{contract}_submit")
    assert stage(here, contract) == "ended"
    last = here.states("contract", contract)[-1]
    assert (last["action"], last["reason"]) == ("contract.advanced", "The term of the contract has ended.")
    assert "This contract is ended." in screens.text(screens.show("contracts", contract=contract, tab="ending"))


def test_what_was_recorded_is_shown_and_corrected(
    here: Ledger, office: Office, contract: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    disposal = office.dispose(contract, confirmed_by=None)
    monkeypatch.setattr(tables, "picked", lambda _event: [0])
    at = screens.show("contracts", contract=contract, tab="ending")
    assert "消去証明書.pdf" in screens.text(at)
    at.text_input(key=f"disposal_edit_{disposal}_0_confirmed_by").input("契約担当係長")
    at.text_input(key=f"disposal_edit_{disposal}_reason").input("確認者の追記")
    screens.click(at, f"disposal_edit_{disposal}_submit")
    kept = here.get("disposal", disposal)[0].model_dump()
    assert kept["confirmed_by"] == "契約担当係長"
    assert kept["certificate"]["name"] == "消去証明書.pdf"
