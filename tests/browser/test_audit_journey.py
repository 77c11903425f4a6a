"""An audit from its plan to the close of what it found."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from kantoku.dates import office_today, utc_now
from kantoku.ledger import Ledger
from tests.browser.conftest import Server, choose, keyed, settled, speak
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOUND = ("No record of who entered the room", "The key of the store has no keeper")


@pytest.fixture
def contract(path: Path) -> str:
    """A contract that was never audited and is overdue for it."""
    today = office_today(utc_now())
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    contract = office.contract(
        number="8荒総契第31号",
        section="税務課",
        starts_on=today - datetime.timedelta(days=500),
        ends_on=today + datetime.timedelta(days=500),
        none_declared_on=today,
    )
    ledger.close()
    return contract


@pytest.fixture
def server(contract: str, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "en")
    return server


def tick(page: Page, row: int) -> None:
    page.locator('[data-testid="stDataFrame"]').first.click(position={"x": 17, "y": 35 * (row + 1) + 17})
    settled(page)


def enter(page: Page, table: Locator, row: int, text: str) -> None:
    """Writes into the first cell of a row of a table that grows: the line below the last row begins a new one.

    The table is drawn anew after each row, so what was typed meanwhile may be lost; then once more. A second click on a
    cell that is still chosen opens it, and the first letters may be lost on the way: every other time there is none,
    and what is typed takes the place of what the cell holds.
    """
    place = {"x": 60.0, "y": 35.0 * (row + 1) + 17}
    for attempt in range(8):
        table.click(position=place)
        settled(page)
        if attempt % 2 == 0:
            table.click(position=place)
        page.wait_for_timeout(200 * attempt)
        page.keyboard.type(text, delay=5)
        page.keyboard.press("Enter")
        settled(page)
        if text in (table.text_content() or ""):
            return
    pytest.fail(f"{text} cannot be written into the table")


def test_an_audit_is_planned_recorded_with_two_findings_and_one_is_closed(
    server: Server, contract: str, page: Page, path: Path
) -> None:
    main = page.get_by_test_id("stMain")
    page.goto(f"{server.address}/audits")
    settled(page)
    tick(page, 0)
    keyed(page, "plan_planned_on").locator("input").fill(office_today(utc_now()).isoformat())
    keyed(page, "plan_title").locator("input").fill("Yearly inspection")
    settled(page)
    keyed(page, "plan_submit").locator("button").click()
    expect(main).to_contain_text("One visit for 1 engagements is planned.")

    audit = _only_audit(page, server)
    key = f"audit_{audit}"
    page.goto(f"{server.address}/audits?audit={audit}&act=record")
    settled(page)
    keyed(page, f"{key}_audited_on").locator("input").fill(office_today(utc_now()).isoformat())
    choose(page, keyed(page, f"{key}_result").locator("input"), "To be improved")
    keyed(page, f"{key}_auditors_line").locator("input").fill("総務課／監査 三郎")
    table = keyed(page, f"{key}_findings").locator('[data-testid="stDataFrame"]')
    for row, content in enumerate(FOUND):
        enter(page, table, row, content)
    keyed(page, f"{key}_submit").locator("button").click()
    expect(main).to_contain_text("The audit is recorded, with 2 findings.")

    page.goto(f"{server.address}/audits?view=findings")
    settled(page)
    tick(page, 0)
    expect(main).to_contain_text("The correction is reported")
    finding = page.url.split("finding=")[1].split("&")[0]
    close = f"finding_{finding}_close"
    page.get_by_text("Verify and close without a report").click()
    for name, value in {"verified_on": office_today(utc_now()).isoformat(), "verified_by": "監査 三郎"}.items():
        keyed(page, f"{close}_{name}").locator("input").fill(value)
    for name in ("verified_how", "lateral_check"):
        keyed(page, f"{close}_{name}").locator("textarea").fill("Seen on the spot.")
    settled(page)
    keyed(page, f"{close}_submit").locator("button").click()
    expect(main).to_contain_text("The finding is closed.")

    server.stop()
    ledger = Ledger.open(path, actor="確認")
    kept = ledger.read(
        "findings_list",
        as_of=ledger.today(),
        audit=None,
        engagement=None,
        course=None,
        section=None,
        search=None,
        row_limit=10,
    )
    ledger.close()
    assert sorted(kept["content"]) == sorted(FOUND)
    assert sorted(kept["state"]) == ["open", "verified"]


def _only_audit(page: Page, server: Server) -> str:
    page.goto(f"{server.address}/audits?part=planned")
    settled(page)
    tick(page, 0)
    expect(page.get_by_test_id("stMain")).to_contain_text("Yearly inspection")
    return page.url.split("audit=")[1].split("&")[0]
