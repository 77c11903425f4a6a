"""A decision taken on paper is logged in under a minute by the keyboard alone."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kantoku.ledger import Ledger
from tests.browser.conftest import Server, keyed, settled
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEYS_A_SECOND = 5
MOST_KEYS = 200
KEYS_A_CHARACTER = 3
"""What a character that is no ASCII costs through an input method: its reading and the conversion."""


class Keyboard:
    """Types and counts. It knows no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text, delay=20)
        self.presses += sum(1 if character.isascii() else KEYS_A_CHARACTER for character in text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1

    def next(self, label: str) -> None:
        """On to the next field, which must be the one that stands next on the screen."""
        self.press("Tab")
        assert self.at() == label

    def at(self) -> str:
        return str(self.page.evaluate("document.activeElement.getAttribute('aria-label') || ''"))


@pytest.fixture
def server(path: Path, serve: Callable[[Path], Server]) -> Server:
    ledger = Ledger.open(path, actor="前任者")
    office = Office(ledger)
    office.contract(
        number="8荒総契第101号",
        title="住民税データ入力",
        organisation_id=office.organisation(name="株式会社みほん計算センター"),
        starts_on="2026-04-01",
        ends_on="2031-03-31",
    )
    office.contract(number="8荒総契第115号", title="窓口業務")
    office.organisation(name="見本データ入力株式会社")
    ledger.close()
    return serve(path)


def log_one(hands: Keyboard, page: Page, *, is_first: bool) -> None:
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === '再委託先（必須）'")
    hands.type("見本デ")
    expect(page.get_by_role("option", name="見本データ入力株式会社")).to_be_visible()
    hands.press("Enter")
    expect(page.get_by_text("登録済み：見本データ入力株式会社")).to_be_visible()
    hands.next("再委託元（必須）")
    if is_first:
        hands.type("101")
        expect(page.get_by_role("option")).to_have_count(1)
        hands.press("Enter")
    hands.next("再委託する業務の内容・範囲")
    hands.type("パンチ入力")
    hands.next("個人情報の区分" if is_first else "対象の再委託")
    hands.next("期間")
    hands.type("R8.10.1~R9.3.31")
    hands.next("決裁番号（必須）")
    hands.type("8荒税第77号")
    hands.next("決定日（必須）")
    hands.type("R8.9.25")
    hands.next("決定者")
    hands.type("税務課長")
    hands.next("適切な安全管理の確認")
    hands.type("R8.9.20 税務係長")
    hands.press("Enter")


def test_a_paper_decision_is_logged_by_keyboard_in_under_a_minute(server: Server, page: Page, path: Path) -> None:
    page.goto(f"{server.address}/paper-decision")
    settled(page)
    hands, begun = Keyboard(page), time.monotonic()
    log_one(hands, page, is_first=True)
    receipt = keyed(page, "paper_receipt")
    expect(receipt).to_contain_text("記録しました：見本データ入力株式会社")
    answered = time.monotonic() - begun

    assert hands.presses <= MOST_KEYS
    assert hands.presses / KEYS_A_SECOND < 60
    assert answered < 60
    # What the law finds missing is said at once: the sheet of the confirmation, and that it was logged late.
    expect(receipt).to_contain_text("取扱状況の確認のない許諾")
    expect(receipt).to_contain_text("番号法")
    expect(receipt).to_contain_text("確認書のファイルが必要です")

    # The form is ready for the next one: empty, under the same contract, the cursor in its first field.
    before = hands.presses
    log_one(hands, page, is_first=False)
    expect(keyed(page, "paper2_work").locator("input")).to_have_value("")
    assert hands.presses - before < before

    page.goto(f"{server.address}/attention?rule=R01")
    settled(page)
    expect(page.locator('[data-testid="stDataFrame"]').first).to_contain_text("見本データ入力株式会社")
    server.stop()
    ledger = Ledger.open(path, actor="確認者")
    with ledger.cursor() as cursor:
        kept = cursor.execute(
            "select taken, document_number, decided_by, decided_on::varchar from permission_decision order by seq_from"
        ).fetchall()
    ledger.close()
    assert kept == [("on_paper", "8荒税第77号", "税務課長", "2026-09-25")] * 2
