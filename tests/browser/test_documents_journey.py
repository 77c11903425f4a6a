"""Files in the browser: attached, downloaded byte for byte, never shown, and a program in disguise turned away."""

import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from kantoku.ledger import Ledger
from tests.browser.conftest import PERSON, Server, choose, settled, speak
from tests.office import PDF, Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "取扱状況確認書（4月）.pdf"
CONTENT = PDF + bytes(range(256)) * 9000
PROGRAM = b"MZ\x90\x00\x03" + bytes(range(256)) * 4


@pytest.fixture
def contract(path: Path) -> str:
    ledger = Ledger.open(path, actor=PERSON)
    contract_id = Office(ledger).contract(number="契約-1")
    ledger.close()
    return contract_id


@pytest.fixture
def server(contract: str, path: Path, serve: Callable[[Path], Server], context: BrowserContext) -> Server:
    server = serve(path)
    speak(context, server, "en")
    return server


def attach(page: Page, contract: str, name: str, content: bytes) -> None:
    form = f"attach_{contract}"
    files = page.locator(f'[class*="st-key-{form}"][class*="_files"] input[type="file"]')
    files.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    settled(page)
    choose(page, page.locator(f'[class*="st-key-{form}"][class*="_document_type"] input'), "Certificate")
    page.locator(f'[class*="st-key-{form}"][class*="_submit"] button').click()
    settled(page)


def test_a_file_comes_back_as_it_went_in(server: Server, contract: str, page: Page, tmp_path: Path, path: Path) -> None:
    page.goto(f"{server.address}/contracts?contract={contract}&tab=documents")
    settled(page)

    # A program that calls itself a document is turned away, and what was there stays as it was.
    attach(page, contract, "請求書.pdf", PROGRAM)
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text("This file is not kept")
    page.reload()
    settled(page)

    attach(page, contract, NAME, CONTENT)
    expect(page.get_by_text("1 files are attached and kept in the ledger.")).to_be_visible()
    link = page.get_by_role("link", name=NAME)
    address = f"{server.address}/{str(link.get_attribute('href')).lstrip('/')}"
    with page.expect_download() as downloading:
        link.click()
    assert downloading.value.suggested_filename == NAME
    taken = tmp_path / "taken.pdf"
    downloading.value.save_as(taken)
    assert taken.read_bytes() == CONTENT

    # Whoever asks gets a download and nothing else; a page of another site gets nothing.
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == CONTENT
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert quote(NAME, safe="") in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address, headers={"Sec-Fetch-Site": "cross-site"}))
    assert refused.value.code == 403
    with pytest.raises(urllib.error.HTTPError) as unknown:
        urllib.request.urlopen(f"{address[:-1]}{'0' if address[-1] != '0' else '1'}")
    assert unknown.value.code == 404

    # Withdrawn, it is gone from the present and still there for the past.
    page.get_by_role("button", name="Withdraw").last.click()
    settled(page)
    reason = page.locator('[class*="st-key-withdraw_document_"][class*="_reason"] input')
    reason.fill("誤添付")
    reason.press("Tab")
    page.get_by_role("button", name="Withdraw this document").click()
    expect(page.get_by_text("The document was withdrawn.")).to_be_visible()
    expect(page.get_by_role("link", name=NAME)).to_have_count(0)

    server.stop()
    ledger = Ledger.open(path, actor=PERSON)
    actions = [row[0] for row in _actions(ledger)]
    assert ledger.verify().is_whole
    ledger.close()
    assert actions[-4:] == ["document.attached", "document.taken", "document.taken", "document.withdrawn"]


def _actions(ledger: Ledger) -> list[tuple[str]]:
    with ledger.cursor() as cursor:
        return cursor.execute("select action from journal order by seq").fetchall()
