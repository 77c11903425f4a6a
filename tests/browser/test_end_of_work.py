"""A contract comes to its end: every tier proves what became of its data, then the contract can be set to ended."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kantoku.dates import office_today, utc_now
from kantoku.ledger import Ledger
from tests.browser.conftest import Server, choose, keyed, settled, speak
from tests.office import PAPER, Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOWER = "株式会社下位"


@pytest.fixture
def contract(path: Path) -> str:
    """A contract that ends today, with a permitted tier and one that the office discovered."""
    today = office_today(utc_now())
    term = {"starts_on": today - datetime.timedelta(days=300), "ends_on": today}
    # The proof is due thirty days after the end: the ledger must have known the work before it.
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    contract = office.contract(number="8荒総契第7号", organisation_id=office.organisation(name="株式会社元請"), **term)
    work = office.subcontract(contract, organisation_id=office.organisation(name="株式会社中位"), **term)
    decided = {"decided_on": today - datetime.timedelta(days=310)}
    office.permit(work, **decided, **PAPER)
    office.subcontract(work, organisation_id=office.organisation(name=LOWER), origin="discovered", **term)
    ledger.close()
    return contract


@pytest.fixture
def server(contract: str, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "en")
    return server


def ending(page: Page, server: Server, contract: str) -> None:
    page.goto(f"{server.address}/contracts?contract={contract}&tab=ending")
    settled(page)


def pick(page: Page, *rows: int) -> None:
    """Ticks rows of the list of tiers, which is drawn and not written."""
    table = page.locator('[data-testid="stDataFrame"]').first
    for row in rows:
        table.click(position={"x": 17, "y": 35 * (row + 1) + 17})
        settled(page)


def prove(page: Page, contract: str, nth: int, *, sheet: Path | None) -> None:
    """Fills in the proof for the tiers that are ticked: with a certificate, or with why there is none."""
    key = f"disposal_{contract}{nth}"
    choose(page, keyed(page, f"{key}_ways").locator("input"), "Erased irrecoverably")
    page.keyboard.press("Escape")
    keyed(page, f"{key}_disposed_by").locator("input").fill("作業責任者")
    keyed(page, f"{key}_confirmed_by").locator("input").fill("契約担当係長")
    if sheet:
        keyed(page, f"{key}_sheet").locator('input[type="file"]').set_input_files(sheet)
    else:
        keyed(page, f"{key}_no_certificate_reason").locator("textarea").fill("区の職員が消去に立ち会ったため")
    settled(page)
    keyed(page, f"{key}_submit").locator("button").click()
    settled(page)


def test_a_contract_is_ended_once_every_tier_has_proved_that_its_data_is_gone(
    server: Server, contract: str, page: Page, path: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "消去証明書.pdf"
    sheet.write_bytes(b"%PDF-1.7 proof")
    ending(page, server, contract)
    main = page.get_by_test_id("stMain")

    # Ending it now is refused, and it is said for whom the proof is missing.
    keyed(page, f"end_{contract}_submit").locator("button").click()
    settled(page)
    expect(main).to_contain_text("R21")
    expect(main).to_contain_text(LOWER)

    # Two tiers at once, with the certificate; the last one by itself, with the reason why it has none.
    pick(page, 0, 1)
    prove(page, contract, 0, sheet=sheet)
    expect(main).to_contain_text("Recorded. Tiers: 2")
    ending(page, server, contract)
    expect(main).to_contain_text(f"Still without proof: {LOWER}")
    pick(page, 2)
    prove(page, contract, 0, sheet=None)
    expect(main).to_contain_text("Recorded. Tiers: 1")

    ending(page, server, contract)
    keyed(page, f"end_{contract}_submit").locator("button").click()
    expect(main).to_contain_text("This contract is ended.")

    server.stop()
    ledger = Ledger.open(path, actor="確認者")
    with ledger.cursor() as cursor:
        kept = cursor.execute(
            "select is_complete, (certificate).name, no_certificate_reason is not null from disposal order by seq_from"
        ).fetchall()
    stage = ledger.get("contract", contract)[0].model_dump()["stage"]
    ledger.close()
    assert kept == [(True, "消去証明書.pdf", False)] * 2 + [(True, None, True)]
    assert stage == "ended"
