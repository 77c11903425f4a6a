"""The turn of the year on screen: what ends, what is picked and renumbered, and the drafts that came of it."""

from datetime import date

import pandas as pd
import pytest
from streamlit.elements.lib import policies
from streamlit.testing.v1 import AppTest

from kantoku.ledger import Ledger
from tests.office import FISCAL_YEAR, PAPER, Office
from tests.ui import screens
from ui import room, tables, year_turn

ENDING = {
    "first_day": date(2026, 4, 1),
    "last_day": date(2027, 3, 31),
    "section": None,
    "sorted_by": None,
    "row_limit": 10,
}


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
        begins.append(list(lines["new_number"]))
        return lines.assign(new_number=["新-1", *lines["new_number"][1:]])

    monkeypatch.setattr(year_turn.st, "data_editor", typing)
    screens.pick(monkeypatch, 0)
    at = screens.show("year")
    assert "新-1" in screens.text(at)
    at.text_input(key="year_starts_2027").input("2027-05-01").run()
    monkeypatch.setattr(tables, "picked", lambda _event: [])
    screens.sound(at.run())
    monkeypatch.setattr(tables, "picked", lambda _event: [0, 1])
    screens.sound(at.run())
    assert begins[0] == ["9契-007"]
    assert begins[-1] == ["新-1", "9契-008"]
    monkeypatch.setattr(tables, "picked", lambda _event: [0])
    screens.sound(at.run())
    assert begins[-1] == ["新-1"]
    assert at.text_input(key="year_starts_2027").value == "2027-05-01"


def test_the_action_stands_above_the_list_before_anything_is_ticked(here: Ledger, ending: str) -> None:
    at = screens.show("year")
    assert at.button(key="year_carry").disabled
    places = [element.type for element in at.main]
    assert places.index("button") < places.index("dataframe")


def test_the_list_is_in_the_order_that_is_chosen(here: Ledger, office: Office) -> None:
    early = {**FISCAL_YEAR, "ends_on": "2026-12-31"}
    office.contract(number="8契-001", section="税務課", **FISCAL_YEAR)
    office.contract(number="8契-002", section="保険課", **FISCAL_YEAR)
    office.contract(number="8契-003", section="税務課", **early)
    assert listed(screens.show("year")) == ["8契-002", "8契-001", "8契-003"]
    assert listed(screens.show("year", order="contract_number")) == ["8契-001", "8契-002", "8契-003"]
    assert listed(screens.show("year", order="ends_on")) == ["8契-003", "8契-001", "8契-002"]


def test_columns_without_room_are_named_and_shown_on_demand(
    here: Ledger, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "width", lambda: 596)
    at = screens.show("year")
    (more,) = at.toggle
    left_out = {"Ends on", "Subcontracts that go on", "Left behind", "Confirmed on", "Standing"}
    assert all(label in more.label for label in left_out)
    assert not shown_columns(at) & left_out
    screens.sound(more.set_value(True).run())
    assert left_out < shown_columns(at)
    monkeypatch.setattr(room, "width", lambda: 1600)
    assert not screens.show("year").toggle


def shown_columns(at: AppTest) -> set[str]:
    """The columns that the list shows, of those that it has."""
    return set(at.dataframe[0].proto.column_order)


def listed(at: AppTest) -> list[str]:
    """The contract numbers of the list, from above."""
    return list(at.dataframe[0].value["Contract no."])


def test_streamlit_has_nothing_to_warn_of(
    here: Ledger, ending: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # It warns of the same thing only once.
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    screens.pick(monkeypatch, 0)
    at = screens.show("year")
    at.text_input(key="year_starts_2027").input("2027-05-01").run()
    monkeypatch.setattr(tables, "picked", lambda _event: [])
    screens.sound(at.run())
    screens.pick(monkeypatch, 0)
    screens.sound(at.run())
    assert not at.warning
    assert "default value" not in caplog.text


def test_the_form_that_hands_over_stands_above_its_list_too(here: Ledger, ending: str) -> None:
    at = screens.show("year", part="people")
    assert at.button(key="assignment_save").disabled


def test_a_past_day_shows_what_ended_and_offers_nothing(here: Ledger, ending: str) -> None:
    at = screens.show("year", as_of="2026-11-01")
    assert "year_carry" not in [button.key for button in at.button]


def test_a_year_without_an_end_says_so(here: Ledger, office: Office) -> None:
    assert "is left to carry over" in screens.text(screens.show("year"))
