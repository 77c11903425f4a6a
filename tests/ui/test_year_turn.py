"""The turn of the year on screen: what ends, what is picked and renumbered, and the drafts that came of it."""

from datetime import date

import pandas as pd
import pytest

from kantoku.ledger import Ledger
from tests.office import FISCAL_YEAR, PAPER, Office
from tests.ui import screens
from ui import tables, year_turn

ENDING = {"first_day": date(2026, 4, 1), "last_day": date(2027, 3, 31), "section": None, "row_limit": 10}


@pytest.fixture
def ending(office: Office) -> str:
    """A contract that ends with the year, with a permitted subcontract and one that nobody permitted."""
    contract = office.contract(number="8契-007", title="住民税データ入力", **FISCAL_YEAR)
    work = office.subcontract(contract, **FISCAL_YEAR)
    office.permit(work, decided_on="2026-03-20", **PAPER)
    office.subcontract(contract, **FISCAL_YEAR)
    return contract


def test_what_ends_is_listed_with_what_goes_on_and_what_is_left_behind(here: Ledger, ending: str) -> None:
    at = screens.show("year")
    found = here.read("year_turn", as_of=here.today(), **ENDING).iloc[0]
    assert (found["carried"], found["left_out"]) == (1, 1)
    assert "8契-007" in screens.text(at)
    assert "1 contracts end in FY2026." in screens.text(at)


def test_what_is_picked_is_carried_over_under_a_new_number(
    here: Ledger, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens.pick(monkeypatch, 0)
    at = screens.show("year")
    assert "1 contracts with 1 subcontracts go on" in screens.text(at)
    screens.click(at, "year_carry")
    assert "1 contracts are carried over." in screens.text(at)
    new = here.read("contracts_numbered", as_of=here.today(), numbers=["9契-007"])
    assert list(new["title"]) == ["住民税データ入力"]


def test_what_was_typed_stays_whatever_is_ticked_after_it(
    here: Ledger, office: Office, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.contract(number="8契-008", **FISCAL_YEAR)
    begins: list[list[str]] = []

    def typing(lines: pd.DataFrame, **_told: object) -> pd.DataFrame:
        """The harness cannot type into a table: this one always has 新-1 typed over the number in its first line."""
        begins.append(list(lines["number"]))
        return lines.assign(number=["新-1", *lines["number"][1:]])

    monkeypatch.setattr(year_turn.st, "data_editor", typing)
    screens.pick(monkeypatch, 0)
    at = screens.show("year")
    at.text_input(key="year_starts_2027").input("2027-05-01").run()
    monkeypatch.setattr(tables, "picked", lambda _event: [])
    screens.sound(at.run())
    monkeypatch.setattr(tables, "picked", lambda _event: [0, 1])
    screens.sound(at.run())
    assert begins[0] == ["9契-007"]
    assert begins[-1] == ["新-1", "9契-008"]
    assert at.text_input(key="year_starts_2027").value == "2027-05-01"


def test_a_past_day_shows_what_ended_and_offers_nothing(here: Ledger, ending: str) -> None:
    at = screens.show("year", as_of="2026-11-01")
    assert "year_carry" not in [button.key for button in at.button]


def test_a_year_without_an_end_says_so(here: Ledger, office: Office) -> None:
    assert "is left to carry over" in screens.text(screens.show("year"))
