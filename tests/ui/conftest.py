"""What the tests of screens share: the ledger that the screens open, and the office at work in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kantoku.ledger import Ledger
from tests.office import Office
from tests.ui import screens


@pytest.fixture
def here(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """The ledger that the screens open."""
    with screens.opened(path, monkeypatch) as ledger:
        yield ledger


@pytest.fixture
def office(here: Ledger) -> Office:
    return Office(here)
