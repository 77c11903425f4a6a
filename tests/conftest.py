"""What tests share: a fresh ledger in a place of its own, with a clock that stands until it is moved."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kantoku import wording
from kantoku.ledger import Ledger
from tests import chromium, ledgers
from tests.ledgers import Clock
from tests.office import Office

HERE = Path(__file__).resolve().parent
_NEEDS_BROWSER = "KANTOKU_NEEDS_BROWSER"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of a test lies; nothing is there yet."""
    return tmp_path / "kantoku.duckdb"


@pytest.fixture
def ledger(path: Path, clock: Clock) -> Iterator[Ledger]:
    """A new ledger that holds nothing but its office."""
    ledger = ledgers.new(path, clock)
    yield ledger
    ledger.close()


@pytest.fixture
def office(ledger: Ledger) -> Office:
    """The office at work in that ledger."""
    return Office(ledger)


@pytest.fixture(autouse=True)
def _language() -> None:
    """Every test begins in the default language, whatever the one before it chose."""
    wording.use(wording.DEFAULT)


@pytest.fixture
def english() -> None:
    wording.use("en")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies under tests/browser drives one."""
    for item in items:
        if "browser" in item.path.relative_to(HERE).parts[:-1]:
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not chromium.find():
        pytest.skip(chromium.MISSING)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where a browser is needed, as in CI, a browser test that did not run has failed."""
    report = yield
    if os.environ.get(_NEEDS_BROWSER) and report.skipped and item.get_closest_marker("browser"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"{_NEEDS_BROWSER} is set, but: {reason}"
    return report
