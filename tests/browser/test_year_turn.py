"""The turn of the fiscal year: twenty contracts and their chains go on in one sitting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kantoku.dates import fiscal_year, fiscal_year_span, office_today, utc_now, wareki
from kantoku.ledger import Ledger
from tests.browser.conftest import Server, keyed, settled
from tests.office import PAPER, Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRACTS = 20
_HEAD_OF_TICKS = {"x": 16, "y": 17}
"""Where the box stands in a list that ticks all its rows."""


@pytest.fixture
def server(path: Path, serve: Callable[[Path], Server]) -> Server:
    """An office whose twenty contracts of this year end with it, each with a permitted subcontract."""
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    starts_on, ends_on = fiscal_year_span(fiscal_year(office_today(utc_now())))
    year = wareki(ends_on, short=True)[1:].split(".")[0]
    for nth in range(1, CONTRACTS + 1):
        contract = office.contract(number=f"{int(year) - 1}契-{nth:03d}", starts_on=starts_on, ends_on=ends_on)
        work = office.subcontract(contract, starts_on=starts_on, ends_on=ends_on, data_items=["氏名"])
        office.permit(work, decided_on=starts_on, valid_until_on=ends_on, **PAPER)
    ledger.close()
    return serve(path)


def test_twenty_contracts_are_renewed_for_the_new_year(page: Page, server: Server, path: Path) -> None:
    page.goto(f"{server.address}/year")
    settled(page)
    expect(page.get_by_text("終了する契約は20件です")).to_be_visible()
    page.locator('[data-testid="stDataFrame"] .dvn-scroller').first.click(position=_HEAD_OF_TICKS)
    expect(page.get_by_text("契約20件と再委託20件を")).to_be_visible()
    settled(page)
    keyed(page, "year_carry").get_by_role("button").click()
    expect(page.get_by_text("20件の契約を引き継ぎました")).to_be_visible()
    settled(page)
    expect(page.get_by_text("引継ぎの済んでいないものはありません")).to_be_visible()
    page.get_by_text("引継ぎ済み", exact=True).click()
    settled(page)
    expect(page.locator('[data-testid="stDataFrame"]').first).to_contain_text("9契-001")
    server.stop()
    ledger = Ledger.open(path, actor="確認")
    first_day, last_day = fiscal_year_span(fiscal_year(ledger.today()) + 1)
    drafts = ledger.read(
        "year_drafts", as_of=ledger.today(), first_day=first_day, last_day=last_day, section=None, row_limit=100
    )
    ledger.close()
    assert len(drafts[drafts["tier"] == 1]) == CONTRACTS
    assert len(drafts[drafts["request_id"].notna()]) == CONTRACTS
