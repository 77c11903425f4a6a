"""The end of a contract on the screen: proof for every tier, then the contract is ended."""

from datetime import date

import pytest

from kantoku import contract_actions
from kantoku.ledger import Ledger
from kantoku.records.disposal import DisposalWay
from kantoku.records.stage import Stage
from tests.office import TODAY, Office
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


def test_what_stays_open_after_the_end_is_said(office: Office, contract: str) -> None:
    shown = screens.show("contracts", contract=contract, tab="ending")
    assert "Still open under this contract" not in screens.text(shown)
    office.request(office.subcontract(contract))
    office.finding(contract)
    shown = screens.show("contracts", contract=contract, tab="ending")
    assert "Requests not yet decided (1), Findings (1)" in screens.text(shown)


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
    assert "Request permission to subcontract" in _links(at)
    screens.click(at, f"end_{contract}_submit")
    assert stage(here, contract) == "ended"
    last = here.states("contract", contract)[-1]
    assert (last["action"], last["reason"]) == ("contract.advanced", "The term of the contract has ended.")
    ended = screens.show("contracts", contract=contract, tab="ending")
    assert "This contract is ended." in screens.text(ended)
    assert "Request permission to subcontract" not in _links(ended)


def _links(at: screens.AppTest) -> list[str]:
    return [link.proto.label for link in at.get("page_link")]


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


def test_a_contract_ends_on_the_day_that_is_typed(here: Ledger, office: Office, contract: str) -> None:
    office.dispose(contract)
    at = screens.show("contracts", contract=contract, tab="ending")
    assert at.text_input(key=f"end_{contract}_ended_on").value == "2026-11-10"  # its term is over
    at.text_input(key=f"end_{contract}_ended_on").input("")
    screens.click(at, f"end_{contract}_submit")
    assert "Last day of the contract" in at.error[0].value
    at.text_input(key=f"end_{contract}_ended_on").input("R8.11.6")
    screens.click(at, f"end_{contract}_submit")
    assert here.get("contract", contract)[0].model_dump()["ended_on"] == date(2026, 11, 6)
    assert "Its last day: 2026-11-06" in screens.text(at)


def test_an_end_before_its_term_begins_with_today(office: Office) -> None:
    contract = office.contract(number="甲-2")
    for language, day in (("en", "2026-11-20"), ("ja", "令和8年11月20日")):
        at = screens.show("contracts", language=language, contract=contract, tab="ending")
        assert at.text_input(key=f"end_{contract}_ended_on").value == day


def test_an_ended_contract_is_not_offered_for_a_request_on_the_same_day(here: Ledger, office: Office) -> None:
    ended, other = (office.contract(number=number, data_class="none") for number in ("乙-1", "乙-2"))

    def offered() -> str:
        return " ".join(screens.show("permissions").selectbox(key="new_under").options)

    assert "乙-1" in offered()
    contract_actions.advance(here, ended, Stage.ENDED, base=1, ended_on=TODAY, actor="契約担当")
    assert "乙-1" not in offered()
    assert "乙-2" in offered()
    at = screens.show("permissions", under=ended)
    assert "This contract has ended" in screens.text(at)
    assert not [button for button in at.button if button.label == "Record the request"]
    at = screens.show("permissions", under=other)
    assert [button for button in at.button if button.label == "Record the request"]


@pytest.mark.parametrize(
    ("language", "column", "lack", "said"),
    [
        ("en", "What the proof lacks", "certificate, or why there is none", "lacking: "),
        ("ja", "不足している記録", "証明書（ないときはその理由）", "不足："),
    ],
)
def test_an_incomplete_proof_says_what_it_lacks(
    office: Office, contract: str, language: str, column: str, lack: str, said: str
) -> None:
    office.dispose(contract, certificate=None)
    at = screens.show("contracts", language=language, contract=contract, tab="ending")
    assert list(at.dataframe[0].value[column]) == [lack]
    assert f"{said}{lack}" in screens.text(at)
