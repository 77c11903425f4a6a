"""Every screen in a Chromium: nothing comes from outside, and no list is wider than the window."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from kantoku.ledger import Ledger
from tests.browser.conftest import Server, keyed, settled
from tests.office import Office
from ui import frame

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATHS = ["", *(path for pages in frame.NAVIGATION.values() for *_rest, path in pages if path != "overview")]

WIDER_THAN_ITS_PLACE = """() => [...document.querySelectorAll('[data-testid="stDataFrame"] .dvn-scroller')]
    .filter(list => list.scrollWidth > list.clientWidth + 1)
    .map(list => `${list.scrollWidth} of ${list.clientWidth}`)"""


@pytest.fixture
def server(path: Path, serve: Callable[[Path], Server]) -> Server:
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    second = office.subcontract(office.contract())
    office.audit(second)
    office.finding(office.subcontract(second))
    office.request(second)
    ledger.close()
    return serve(path)


def test_nothing_is_fetched_from_outside_and_no_list_scrolls_sideways(server: Server, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1024, "height": 768})
    wide = {}
    for path in PATHS:
        page.goto(f"{server.address}/{path}")
        settled(page)
        page.wait_for_timeout(500)  # until the browser has told its width, and the lists have followed
        wide[path] = settled(page).evaluate(WIDER_THAN_ITS_PLACE)
    outside = {url for url in asked if urlsplit(url).scheme not in {"data", "blob"}} - {
        url for url in asked if urlsplit(url).hostname == "127.0.0.1"
    }
    assert not outside
    assert {path: lists for path, lists in wide.items() if lists} == {}
    icon = page.locator('link[rel="shortcut icon"]').get_attribute("href") or ""
    assert icon.startswith("data:image/svg+xml")
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_what_is_chosen_reads_in_the_other_language_once_it_is_switched(server: Server, page: Page) -> None:
    page.goto(f"{server.address}/attention?level=breach")
    level = keyed(settled(page), "address_level").get_by_role("combobox")
    assert level.input_value() == "× 違反"
    keyed(page, "language").get_by_text("English").click()
    settled(page)
    assert level.input_value() == "× Breach"
    assert page.url.endswith("level=breach")
