"""What a pressed button answers stands in view, also on a small screen where the button is the last thing of a page."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from kantoku.ledger import Ledger
from tests.browser.conftest import Server, keyed, settled, speak
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEIGHT = 768


class Records(NamedTuple):
    contract: str
    request: str


@pytest.fixture
def records(path: Path) -> Records:
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    contract = office.contract()
    request = office.request(office.subcontract(contract))
    ledger.close()
    return Records(contract, request)


@pytest.fixture
def server(records: Records, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "en")
    return server


def press_at_the_lower_edge(page: Page, button: Locator) -> None:
    """Presses a button that stands where the window ends, so that what comes below it is out of view."""
    button.evaluate("button => button.scrollIntoView({block: 'end'})")
    button.click()
    settled(page)


def assert_in_view(page: Page) -> None:
    said = page.locator('[data-testid="stMain"] [data-testid="stAlert"]').last
    expect(said).to_contain_text("Not recorded")
    page.wait_for_timeout(600)
    box = said.bounding_box()
    assert box
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= HEIGHT


def test_an_error_stands_in_view_however_often_the_button_is_pressed(
    server: Server, records: Records, page: Page
) -> None:
    page.set_viewport_size({"width": 1024, "height": HEIGHT})
    page.goto(f"{server.address}/permissions?under={records.contract}")
    settled(page)
    for _press in range(2):
        press_at_the_lower_edge(page, keyed(page, f"request_{records.contract}0_submit").locator("button"))
        assert_in_view(page)

    page.goto(f"{server.address}/permissions?request={records.request}")
    settled(page)
    page.locator('[class*="st-key-step_4_"] summary').first.click()
    settled(page)
    press_at_the_lower_edge(page, keyed(page, f"decide_{records.request}_permitted").locator("button"))
    assert_in_view(page)
