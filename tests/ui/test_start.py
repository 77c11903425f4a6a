"""The first screen: on a new ledger, on one that cannot be opened, and where nothing is on record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from kantoku import actions, settings
from kantoku.ledger import Ledger
from kantoku.records import OFFICE_ID
from tests.office import Office
from tests.ui import screens
from ui import office as opened_ledgers


@pytest.fixture
def new(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the ledger will lie that nobody has made yet."""
    monkeypatch.setenv("KANTOKU_LEDGER", str(path))
    monkeypatch.setenv("KANTOKU_USER", screens.PERSON)
    config.get_option("server.port")
    config.set_option("runner.enforceSerializableSessionState", False)  # noqa: FBT003
    yield path
    opened_ledgers.close_all()


def first_screen() -> AppTest:
    at = AppTest.from_file(str(screens.APP), default_timeout=60)
    at.session_state["language"] = "en"
    return at.run()


def test_an_office_begins_with_its_name(new: Path) -> None:
    at = screens.sound(first_screen())
    submit = next(button.key for button in at.button if button.label == "Start with an empty ledger")
    screens.click(at, submit)
    assert "Name of the office: needed" in screens.text(at)
    assert opened_ledgers.open_ledger(new).get("office", OFFICE_ID)[1] == 1
    at.text_input(key="start_name").input("朝凪区")
    screens.click(at, submit)
    assert opened_ledgers.open_ledger(new).get("office", OFFICE_ID)[0].model_dump()["name"] == "朝凪区"


def test_a_link_into_the_sample_office_leads_there_though_nobody_opened_it_yet(new: Path) -> None:
    at = AppTest.from_file(str(screens.APP), default_timeout=120)
    at.session_state["language"] = "en"
    at.query_params["office"] = "sample"
    screens.sound(at.run())
    assert "your own ledger is not touched" in screens.text(at)
    assert "How would you like to begin?" not in screens.text(at)


def test_a_ledger_that_cannot_be_opened_is_one_sentence_and_no_more(new: Path) -> None:
    new.write_bytes(b"no ledger" * 1000)
    at = first_screen()
    assert [error.proto.title for error in at.error] == ["This file is no Kantoku ledger"]
    assert not at.exception


def test_the_sample_office_stays_at_hand(here: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    at = screens.show("settings", tab="system")
    opened = next(button.key for button in at.button if button.label == "Open the sample office")
    screens.click(at, opened)
    assert settings.sample_path({"KANTOKU_LEDGER": str(here.path)}).exists()
    assert "your own ledger is not touched" in screens.text(at)


@pytest.mark.parametrize(
    ("language", "said", "first"),
    [
        ("en", "No contract is on record yet.", "Record a contract"),
        ("ja", "委託契約の記録がまだありません", "契約を記録する"),
    ],
)
def test_an_office_without_contracts_is_shown_the_next_steps(
    here: Ledger, office: Office, language: str, said: str, first: str
) -> None:
    at = screens.show("overview", language=language)
    assert said in screens.text(at)
    assert not at.metric
    ways = {link.proto.label: link.proto for link in at.get("page_link")}
    assert "contract=new" in ways[first].query_string
    assert {link.page.split("/")[-1] for link in ways.values()} >= {"settings", "contracts", "permissions"}
    screens.show("contracts", language=language, contract="new")
    office.contract()
    assert said not in screens.text(screens.show("overview", language=language))


def test_nothing_on_record_is_not_called_in_order(here: Ledger, office: Office) -> None:
    ended = office.contract(data_class="none", policy="unrestricted", ends_on="2026-11-19")
    assert "No entrusted work is under way on record." in screens.text(screens.show("overview"))
    office.revise("contract", ended, ends_on="2027-03-31")
    assert "Everything is in order." in screens.text(screens.show("overview"))


def test_what_is_asked_for_begins_on_the_day_wanted(office: Office) -> None:
    contract = office.contract()
    shared = {"contract_id": contract}
    tier = shared | {"parent_id": contract, "organisation_id": office.organisation(), "work": "発送"}
    request = shared | {"requested_on": "2026-11-20", "wanted_from_on": "2026-12-01"}
    work, _request = actions.request_permission(office.ledger, tier, request, actor="契約 花子")
    assert office.ledger.get("subcontract", work)[0].model_dump()["starts_on"] == date(2026, 12, 1)
    tier |= {"starts_on": "2027-01-01"}
    later, _request = actions.request_permission(office.ledger, tier, request, actor="契約 花子")
    assert office.ledger.get("subcontract", later)[0].model_dump()["starts_on"] == date(2027, 1, 1)
