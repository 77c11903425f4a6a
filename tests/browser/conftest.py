"""What browser tests share: a server on a ledger of the test's own, a Chromium, and what its screens say."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests import chromium

HOME = Path(__file__).resolve().parents[2]
PERSON = "契約担当"

_BEGINS_WITHIN = 400
"""Milliseconds in which the browser begins to ask the server after something was typed or clicked."""
_START_WITHIN = 120
_PATIENCE = 60
"""Seconds to wait for what must come; a busy machine is slow, not wrong."""

expect.set_options(timeout=_PATIENCE * 1000)


@dataclass(frozen=True)
class Server:
    """A running server. address: without a slash at its end."""

    address: str
    process: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """Ends it and waits, so that its ledger can be opened here."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Server]]:
    """Starts the program on a ledger that nobody else has open."""
    started: list[Server] = []

    def start(ledger: Path) -> Server:
        started.append(_start(ledger))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def _start(ledger: Path) -> Server:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)],
        cwd=HOME,
        env={**os.environ, "KANTOKU_LEDGER": str(ledger), "KANTOKU_USER": PERSON},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    _wait(server)
    return server


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(server: Server) -> None:
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until and server.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = chromium.find()
        browser = playwright.chromium.launch(executable_path=program and str(program), args=list(chromium.QUIET))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ja-JP", accept_downloads=True)
    context.set_default_timeout(_PATIENCE * 1000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def speak(context: BrowserContext, server: Server, language: str) -> None:
    """As if that language had been chosen before."""
    context.add_cookies([{"name": "language", "value": language, "url": server.address}])


def settled(page: Page) -> Page:
    """The page, once the server has said all it has to say to what was just done."""
    page.wait_for_timeout(_BEGINS_WITHIN)
    page.wait_for_selector('[data-testid="stMain"] h1')
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid="stApp"]');
            return app && app.getAttribute('data-test-script-state') === 'notRunning'
                && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
        }"""
    )
    return page


def keyed(page: Page, key: str) -> Locator:
    """The widget of that key."""
    return page.locator(f".st-key-{re.sub('[^A-Za-z0-9_-]', '-', key)}")


def choose(page: Page, field: Locator, wording: str) -> None:
    """Chooses in a select box. One that opens while the screen is still being redrawn closes again: then once more."""
    option = page.get_by_role("option", name=wording)
    for _attempt in range(5):
        field.click()
        try:
            option.click(timeout=3000)
        except PlaywrightTimeout:
            continue
        settled(page)
        return
    pytest.fail(f"{wording} cannot be chosen")


def open_tab(page: Page, name: str) -> None:
    """Opens a tab. A click on one that moves while the screen is still being redrawn is lost: then once more."""
    tab = page.get_by_role("tab", name=name)
    for _attempt in range(5):
        tab.click()
        settled(page)
        if tab.get_attribute("aria-selected") == "true":
            return
    pytest.fail(f"{name} cannot be opened")
