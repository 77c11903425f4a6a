"""The two clocks in the address: what cannot be read is said where the person looks."""

import pytest

from kantoku.ledger import Ledger
from tests.office import Office
from tests.ui import screens


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“nonsense” in the field “As of” cannot be read as a date, so this page shows today."),
        ("ja", "基準日「nonsense」は日付として読み取れないため、本日の状況を表示しています。"),
    ],
)
def test_a_day_that_cannot_be_read_is_said_on_the_page(here: Ledger, office: Office, language: str, said: str) -> None:
    office.contract()
    at = screens.show("contracts", language=language, as_of="nonsense")
    assert screens.as_read(at.main.get("warning")[0].value) == said


def test_a_moment_that_cannot_be_read_is_said_on_the_page(here: Ledger, office: Office) -> None:
    office.contract()
    at = screens.show("contracts", known_at="R8.6.30 25:00")
    assert "“R8.6.30 25:00” in the field “As known at”" in screens.as_read(at.main.get("warning")[0].value)


def test_a_day_that_can_be_read_needs_no_word(here: Ledger, office: Office) -> None:
    office.contract()
    assert not screens.show("contracts", as_of="R8.5.1", known_at="R8.6.30 17:00").main.get("warning")
