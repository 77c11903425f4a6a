"""What a person waits for, in Chromium: the first page, and each screen beside an empty Streamlit page."""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.bench.figures import Row, Table

ROOT = Path(__file__).resolve().parents[2]
START_GOALS = {2_000: 5_000, 100_000: 5_000, 1_000_000: 8_000}
SCREEN_GOALS = {2_000: 1.5, 100_000: 2.0, 1_000_000: None}
MEMORY_GOALS = {2_000: 300, 100_000: 500, 1_000_000: 1_500}
_PATIENCE_MS = 120_000


def measure(size: int, ledger: Path, folder: Path, table: Table) -> None:
    """Starts the app on that ledger and visits every screen. Says so and does nothing where there is no Chromium."""
    if not (program := chromium.find()):
        print(f"screens not measured: {chromium.MISSING}")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(chromium.QUIET))
        begun = time.perf_counter()
        with _server(ROOT / "streamlit_app.py", {"KANTOKU_LEDGER": str(ledger)}) as (process, address):
            page = _first_page(browser, address)
            table.add(
                Row(
                    "start to first page, ledger in place",
                    size,
                    (time.perf_counter() - begun) * 1000,
                    "ms",
                    START_GOALS[size],
                )
            )
            empty = _empty_page(browser, folder)
            table.add(Row("an empty Streamlit page, after navigation", size, empty, "ms"))
            for name, span in _visits(page):
                table.add(Row(f"  screen {name} ÷ the empty page", size, span / empty, "×", SCREEN_GOALS[size]))
            table.add(
                Row(
                    "memory of the running app",
                    size,
                    psutil.Process(process.pid).memory_info().rss / 1e6,
                    "MB",
                    MEMORY_GOALS[size],
                )
            )
        browser.close()


@contextmanager
def _server(script: Path, environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def _first_page(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="ja-JP")
    page.set_default_timeout(_PATIENCE_MS)
    while True:
        try:
            page.goto(address)
            break
        except Exception:  # noqa: BLE001  (the server is not up yet)
            time.sleep(0.05)
    page.locator("h1").first.wait_for()
    _settle(page)
    return page


def _settle(page: Page) -> None:
    """Waits until the script's run is over."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def _visits(page: Page, rounds: int = 3) -> Iterator[tuple[str, float]]:
    """Each screen by its link in the navigation: the median of the visits, the first of which is not counted.

    The first screen is visited last, because that is where one is.
    """
    links = page.locator("[data-testid=stSidebarNavLink]")
    names = [re.sub(r"\s+", " ", text).strip() for text in links.all_inner_texts()]
    spans: dict[str, list[float]] = {name: [] for name in names}
    for _round in range(rounds + 1):
        for at, name in [*[*enumerate(names)][1:], (0, names[0])]:
            begun = time.perf_counter()
            title = page.locator("h1").first.inner_text()
            links.nth(at).click()
            page.wait_for_function("title => document.querySelector('h1')?.innerText !== title", arg=title)
            _settle(page)
            spans[name].append((time.perf_counter() - begun) * 1000)
    for name in names:
        yield name, statistics.median(spans[name][1:])


def _empty_page(browser: Browser, folder: Path) -> float:
    """The same, on an app of pages that hold a title and nothing else."""
    script = folder / "empty_app.py"
    script.write_text(
        "import streamlit as st\n"
        "def one():\n    st.title('one')\n"
        "def two():\n    st.title('two')\n"
        "def three():\n    st.title('three')\n"
        "st.navigation([st.Page(one), st.Page(two), st.Page(three)]).run()\n",
        encoding="utf-8",
    )
    with _server(script, {}) as (_process, address):
        page = _first_page(browser, address)
        spans = [span for _name, span in _visits(page)]
        page.close()
    return statistics.median(spans)
