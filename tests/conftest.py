"""What tests share: a fresh ledger in a place of its own, with a clock that stands until it is moved."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from kantoku import wording
from kantoku.ledger import Ledger
from tests import chromium
from tests.office import TODAY, Office

HERE = Path(__file__).resolve().parent
_NEEDS_BROWSER = "KANTOKU_NEEDS_BROWSER"


class Clock:
    """The time as a test sets it, noon of today at first. It stands still: what is recorded has a known instant."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or self.noon(TODAY)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> datetime:
        """Moves on by a timedelta's parts (days=1, hours=2 …)."""
        self.now += timedelta(**span)
        return self.now

    def noon(self, day: object) -> datetime:
        """Moves to noon in the office on a day."""
        self.now = datetime.fromisoformat(f"{day}T03:00:00")
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of a test lies; nothing is there yet."""
    return tmp_path / "kantoku.duckdb"


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime], Path]:
    """A ledger begun at a moment, made once: to open a copy is quicker than to make another."""

    @cache
    def begun(now: datetime) -> Path:
        path = tmp_path_factory.mktemp("blank") / "kantoku.duckdb"
        Ledger.open(path, actor="契約 花子", clock=Clock(now)).close()
        return path

    return begun


@pytest.fixture
def ledger(path: Path, clock: Clock, blank: Callable[[datetime], Path]) -> Iterator[Ledger]:
    """A new ledger that holds nothing but its office."""
    shutil.copy(blank(clock.now), path)
    ledger = Ledger.open(path, actor="契約 花子", clock=clock)
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
