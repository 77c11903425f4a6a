"""The cases of one rule share a ledger: each makes contracts of its own, and what it changes of the policy is put back.

A case that moves the clock or closes the ledger asks for `own_office` instead.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kantoku.ledger import Ledger
from kantoku.records import OFFICE_ID
from kantoku.records import Office as OfficeRecord
from tests import ledgers
from tests.conftest import Clock
from tests.office import Office


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = ledgers.new(tmp_path_factory.mktemp("rule") / "kantoku.duckdb", Clock())
    yield ledger
    ledger.close()


@pytest.fixture
def ledger(shared: Ledger) -> Iterator[Ledger]:
    yield shared
    policy, _revision = shared.get("office", OFFICE_ID)
    if policy != OfficeRecord():
        Office(shared).policy(**OfficeRecord().model_dump())


@pytest.fixture
def own_office(path: Path, clock: Clock) -> Iterator[Office]:
    """An office in a ledger of its own."""
    ledger = ledgers.new(path, clock)
    yield Office(ledger)
    ledger.close()
