"""A permission in advance: asked for with its documents and reports, permitted, and its start reported."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kantoku import actions
from kantoku.dates import office_today, utc_now
from kantoku.ledger import Ledger
from tests.browser.conftest import PERSON, Server, choose, keyed, open_tab, settled, speak
from tests.browser.test_approval_journey import click, compared, confirm, go, open_step
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TODAY = office_today(utc_now())
TOMORROW = TODAY + datetime.timedelta(days=1)
LAPSES = "unless it does by"


@pytest.fixture
def contract(path: Path) -> str:
    """A contract under way that allows subcontracting to those who are permitted."""
    ledger = Ledger.open(path, actor=PERSON)
    actions.describe_office(ledger, {"name": "朝凪区"}, actor=PERSON)
    contract = Office(ledger).contract(starts_on=TODAY, ends_on=TODAY + datetime.timedelta(days=700))
    ledger.close()
    return contract


@pytest.fixture
def server(contract: str, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "en")
    return server


def fill(page: Page, key: str, text: str, kind: str = "input") -> None:
    field = keyed(page, key).locator(kind).first
    field.fill(text)
    field.press("Tab")
    settled(page)


def ask_in_advance(page: Page, server: Server, contract: str) -> str:
    """Files a request in advance for work planned to begin today; returns its id."""
    go(page, server, f"permissions?under={contract}")
    form = f"request_{contract}0"
    keyed(page, f"{form}_organisation").locator("input").fill("株式会社試験入力")
    page.get_by_role("option").first.click()
    settled(page)
    choose(page, keyed(page, f"{form}_q_request_type").locator("input"), "In advance (named subcontractor)")
    expect(page.get_by_text("needs all three (PPC Q3-9)")).to_be_visible()
    fill(page, f"{form}_q_number", "事前-1")
    fill(page, f"{form}_q_start_report", "特記仕様書第12条")
    fill(page, f"{form}_q_capability", "認証登録証の写し", "textarea")
    fill(page, f"{form}_t_work", "パンチ入力", "textarea")
    open_tab(page, "Period and places")
    fill(page, f"{form}_t_starts_on", TODAY.isoformat())
    click(page, f"{form}_submit")
    page.wait_for_url(re.compile(r"request="))
    settled(page)
    return page.url.split("request=")[1].split("&")[0]


def decide(page: Page, request_id: str) -> None:
    open_step(page, 4)
    fill(page, f"decide_{request_id}_decided_by", "税務課長")
    fill(page, f"decide_{request_id}_document_number", "8荒税第88号")
    compared(page, request_id)
    click(page, f"decide_{request_id}_permitted")


def test_an_advance_permission_with_its_report(server: Server, contract: str, page: Page) -> None:
    request_id = ask_in_advance(page, server, contract)
    confirm(page)

    # One of the three is missing: the law says no, and says what to add.
    decide(page, request_id)
    refusal = page.locator('[data-testid="stAlert"]').filter(has_text="R08")
    expect(refusal).to_contain_text("without agreed reports of the state of the work")

    open_step(page, 1)
    page.get_by_text("Amend the request", exact=True).click()
    settled(page)
    amend = f"amend_{request_id}0"
    choose(page, keyed(page, f"{amend}_q_status_report_interval").locator("input"), "Quarterly")
    fill(page, f"{amend}_reason", "報告の合意を追記")
    click(page, f"{amend}_submit")
    expect(page.get_by_text("The amended request is recorded.")).to_be_visible()

    decide(page, request_id)
    expect(page.get_by_text("Permitted. What to do next stands under Decision.")).to_be_visible()
    expect(page.get_by_text(LAPSES)).to_be_visible()
    expect(page.get_by_text(re.compile(r"^K-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$"))).to_be_visible()

    # Tomorrow the start that nobody reported is missed.
    go(page, server, f"attention?rule=R08&as_of={TOMORROW.isoformat()}")
    expect(page.get_by_text("Points: 1")).to_be_visible()

    # Reported, it is under way and nothing is missed.
    go(page, server, f"permissions?request={request_id}")
    open_step(page, 4)
    started = page.locator('[class*="st-key-begun_"][class*="_actual_started_on"] input')
    started.fill(TODAY.isoformat())
    started.press("Tab")
    settled(page)
    page.locator('[class*="st-key-begun_"][class*="_submit"] button').click()
    expect(page.get_by_text("The days are recorded.")).to_be_visible()
    go(page, server, f"attention?rule=R08&as_of={TOMORROW.isoformat()}")
    expect(page.get_by_text("Points: 1")).to_have_count(0)
