"""The overview on the screen: numbers with their way, and the numbers of a chart as a table once they are asked for."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.office import Office
from tests.ui import screens


@pytest.fixture
def overview(office: Office) -> AppTest:
    office.subcontract(office.contract())
    return screens.show("overview")


def test_every_card_shows_the_way_of_its_number_in_words_too(overview: AppTest) -> None:
    told = [each.proto.body for each in overview.get("html") if 'role="img"' in each.proto.body]
    assert len(told) == len(overview.metric)
    contracts = next(each for each in told if "Contracts under way over time" in each)
    assert contracts.count("2026-11-20: 1") == 2  # read aloud, and on hover


def test_the_numbers_of_a_chart_come_as_a_table_once_they_are_asked_for(overview: AppTest) -> None:
    before = len(overview.dataframe)
    overview.session_state["coverage_numbers"] = True
    screens.sound(overview.run())
    assert len(overview.dataframe) == before + 1
