"""The main job from end to end, on the sample office: a request, its confirmation, the decision, and what follows."""

import datetime
import re
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from kantoku.dates import office_today, utc_now
from kantoku.ledger import Ledger
from kantoku.sample import write_sample
from tests.browser.conftest import PERSON, Server, choose, keyed, open_tab, settled, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "株式会社試験入力"


class Contract(NamedTuple):
    id: str
    number: str
    ends_on: datetime.date


@pytest.fixture
def contract(path: Path) -> Contract:
    """A contract of the sample office under way, on Specific Personal Information, that allows subcontracting."""
    today = office_today(utc_now())
    write_sample(path, today=today, actor=PERSON)
    ledger = Ledger.open(path, actor=PERSON)
    rows = ledger.read("status", as_of=today, contract=None)
    rows = rows[(rows["tier"] == 1) & rows["handles_spi"] & (rows["ends_on"].dt.date > today)]
    for engagement_id in rows["engagement_id"]:
        record, _revision = ledger.get("contract", engagement_id)
        facts = record.model_dump()
        if facts["policy"] in ("permission", "prohibited_in_principle") and facts["starts_on"] <= today:
            ledger.close()
            return Contract(engagement_id, facts["number"], facts["ends_on"])
    raise AssertionError("the sample office has no such contract")


@pytest.fixture
def server(contract: Contract, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "en")
    return server


def go(page: Page, server: Server, where: str) -> Page:
    page.goto(f"{server.address}/{where}")
    return settled(page)


def click(page: Page, key: str) -> None:
    keyed(page, key).locator("button").click()
    settled(page)


def saved(page: Page, button: Locator, place: Path) -> Path:
    """What the button brings, saved there."""
    with page.expect_download() as downloading:
        button.first.click()
    downloading.value.save_as(place)
    return place


def compared(page: Page, request_id: str) -> None:
    """Says that the work lies within that of the tier above."""
    box = keyed(page, f"decide_{request_id}_is_work_within").locator("input")
    if not box.is_checked():
        keyed(page, f"decide_{request_id}_is_work_within").locator("label").click()
        settled(page)


def confirm(page: Page) -> None:
    """Confirms the handling on the screen of the request, every item done."""
    page.locator('[class*="st-key-confirm_"][class*="_all"] button').first.click()
    expect(page.get_by_text(re.compile(r"^(\d+) of \1 items answered$"))).to_be_visible()
    confirmer = page.locator('[class*="st-key-confirm_"][class*="_confirmed_by"] input')
    confirmer.fill("監督 一郎")
    confirmer.press("Tab")
    settled(page)
    overall = page.locator('[class*="st-key-confirm_"][class*="_overall"] input')
    choose(page, overall, "Appropriate security control is secured")
    page.locator('[class*="st-key-confirm_"][class*="_submit"] button').click()
    expect(page.get_by_text("The confirmation is recorded.")).to_be_visible()
    settled(page)


def open_step(page: Page, number: int) -> None:
    drawer = page.locator(f'[class*="st-key-step_{number}_"] details').first
    if drawer.get_attribute("open") is None:
        drawer.locator("summary").first.click()
        settled(page)


def counts(page: Page, server: Server) -> dict[str, int]:
    """The overview's cards: title → number."""
    go(page, server, "overview")
    cards = page.locator('[data-testid="stMetric"]')
    cards.first.wait_for()
    found = {}
    for card in cards.all():
        title = card.locator('[data-testid="stMetricLabel"]').inner_text().strip()
        found[title] = int(card.locator('[data-testid="stMetricValue"]').inner_text().replace(",", ""))
    return found


def file_request(page: Page, server: Server, contract: Contract) -> str:
    """Files a request for a new subcontractor whose work begins today; returns its id."""
    go(page, server, f"permissions?under={contract.id}")
    form = f"request_{contract.id}0"
    organisation = keyed(page, f"{form}_organisation").locator("input")
    organisation.fill(NEW)
    page.get_by_role("option").first.click()
    expect(page.get_by_text(f"New: {NEW}")).to_be_visible()
    settled(page)
    keyed(page, f"{form}_q_number").locator("input").fill("試験-1")
    keyed(page, f"{form}_t_work").locator("textarea").fill("パンチ入力")
    open_tab(page, "Period and places")
    keyed(page, f"{form}_t_starts_on").locator("input").fill(office_today(utc_now()).isoformat())
    keyed(page, f"{form}_t_starts_on").locator("input").press("Tab")
    click(page, f"{form}_submit")
    page.wait_for_url(re.compile(r"request="))
    settled(page)
    return page.url.split("request=")[1].split("&")[0]


def test_from_a_request_to_the_register(server: Server, contract: Contract, page: Page, tmp_path: Path) -> None:
    before = counts(page, server)
    request_id = file_request(page, server, contract)

    # Without a confirmation the law says no, and says why.
    open_step(page, 4)
    keyed(page, f"decide_{request_id}_decided_by").locator("input").fill("税務課長")
    compared(page, request_id)
    click(page, f"decide_{request_id}_permitted")
    refusal = page.locator('[data-testid="stAlert"]')
    expect(refusal).to_contain_text("R01")
    expect(refusal).to_contain_text("Article 11")
    expect(refusal).to_contain_text("Confirm how the data is handled")

    # Confirmed on the same screen.
    confirm(page)
    undecided_at = datetime.datetime.now(zoneinfo.ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%dT%H:%M:%S")

    # Decided.
    open_step(page, 4)
    keyed(page, f"decide_{request_id}_decided_by").locator("input").fill("税務課長")
    keyed(page, f"decide_{request_id}_document_number").locator("input").fill("8荒税第99号")
    keyed(page, f"decide_{request_id}_document_number").locator("input").press("Tab")
    settled(page)
    compared(page, request_id)
    click(page, f"decide_{request_id}_permitted")
    expect(page.get_by_text("Permitted. What to do next stands under Decision.")).to_be_visible()
    expect(page.get_by_text("The first audit of this subcontractor is due by")).to_be_visible()

    # The overview counts one more, and its list of work that was never audited holds it.
    after = counts(page, server)
    changed = {title: after[title] - before[title] for title in before if after[title] != before[title]}
    assert changed["Subcontracts under way"] == 1
    assert changed["Subcontractors never audited"] == 1
    go(page, server, "attention?view=unaudited")
    taken = saved(page, page.get_by_role("button", name="CSV"), tmp_path / "unaudited.csv")
    assert NEW in taken.read_text(encoding="utf-8-sig")

    # Before the decision it was undecided, and is still shown so.
    go(page, server, f"permissions?request={request_id}&known_at={undecided_at}")
    expect(page.get_by_text("This is not the present")).to_be_visible()
    expect(page.get_by_text("Requested, undecided")).to_be_visible()
    expect(keyed(page, f"decide_{request_id}_permitted")).to_have_count(0)

    # The register opens, with the chain in it.
    go(page, server, "legal")
    register = saved(page, keyed(page, "register").locator("button"), tmp_path / "register.xlsx")
    book = openpyxl.load_workbook(register, read_only=True)
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    mine = [row for row in rows if any(NEW in str(cell) for cell in row)]
    assert mine
    assert any(contract.number in row for row in mine)
    assert any("8荒税第99号" in row for row in rows)
