"""The office discovers that a contractor subcontracts without permission: it is flagged, and becomes an incident."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kantoku.dates import office_today, utc_now
from kantoku.ledger import Ledger
from tests.browser.conftest import Server, choose, keyed, open_tab, settled, speak
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOUND = "株式会社無断入力"


@pytest.fixture
def contract(path: Path) -> str:
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    contract = office.contract(number="8荒総契第9号", title="住民税データ入力", ends_on="2031-03-31")
    office.organisation(name=FOUND)
    ledger.close()
    return contract


@pytest.fixture
def server(contract: str, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "ja")
    return server


def fill(page: Page, key: str, typed: str) -> None:
    field = keyed(page, key).locator("input, textarea").first
    field.fill(typed)
    field.press("Tab")
    settled(page)


def click(page: Page, key: str) -> None:
    keyed(page, key).locator("button").click()
    settled(page)


def test_an_unpermitted_subcontract_is_discovered_and_becomes_an_incident(
    server: Server, contract: str, page: Page, path: Path
) -> None:
    main = page.get_by_test_id("stMain")
    page.goto(f"{server.address}/contracts?contract={contract}&act=found")
    settled(page)
    key = f"found_{contract}_new"
    choose(page, keyed(page, f"{key}_organisation_id").locator("input"), FOUND)
    fill(page, f"{key}_work", "パンチ入力の一部")
    fill(page, f"{key}_actual_started_on", "R8.5.1")
    click(page, f"found_{contract}_submit")
    expect(main).to_contain_text("R05 許諾のない再委託")

    # From the breach to the incident: the form knows what the ledger knows.
    page.goto(f"{server.address}/contracts?contract={contract}&tab=rules")
    settled(page)
    main.get_by_role("link", name="事案を登録する").last.click()
    expect(main.locator('input[aria-label^="事案の件名"]')).to_have_value(f"無許諾の再委託（{FOUND}）")
    settled(page)
    open_tab(page, "報告の要否")
    fill_labelled(page, "本人の数（推定最大）", "1,240")
    main.get_by_role("button", name="この事案を登録する").click()
    expect(main).to_contain_text("事案を登録しました。")
    settled(page)
    expect(main).to_contain_text("報告対象")
    expect(main).to_contain_text("確報")

    # The first report is made; the breach names the incident, and asks for no second one.
    main.get_by_role("button", name="速報を記録する").click()
    settled(page)
    expect(main).to_contain_text("速報済")
    page.goto(f"{server.address}/contracts?contract={contract}&tab=rules")
    settled(page)
    expect(main).to_contain_text("登録済みの事案")

    server.stop()
    ledger = Ledger.open(path, actor="確認者")
    with ledger.cursor() as cursor:
        kept = cursor.execute(
            "select incident.incident_kind, incident.persons, incident.state, incident.first_reported_on, "
            "organisation.name, len(incident.streams) "
            "from incident inner join subcontract on incident.engagement_id = subcontract.id "
            "inner join organisation on subcontract.organisation_id = organisation.id where incident.seq_to > 1e18"
        ).fetchall()
    ledger.close()
    assert kept == [("unpermitted", 1240, "first_reported", office_today(utc_now()), FOUND, 7)]


def fill_labelled(page: Page, label: str, typed: str) -> None:
    field = page.locator(f'input[aria-label^="{label}"]')
    field.fill(typed)
    field.press("Tab")
    settled(page)
