"""Readings that a screen asks for again with every click, kept until a record changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import pandas as pd

from ui.page import Here

MOST_ROWS = 400_000
"""How many rows are kept together; the latest reading is kept in any case."""


class Kept:
    """Frames by what they depend on, those asked for longest ago dropped first. Safe to use from several threads."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._frames: OrderedDict[Hashable, pd.DataFrame] = OrderedDict()
        self._lock = threading.Lock()
        self._most_rows = most_rows

    def get(self, key: Hashable, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """The frame of that key, read now if it is not at hand."""
        with self._lock:
            if key in self._frames:
                self._frames.move_to_end(key)
                return self._frames[key]
        frame = read()
        with self._lock:
            self._frames[key] = frame
            while len(self._frames) > 1 and sum(map(_size, self._frames.values())) > self._most_rows:
                self._frames.popitem(last=False)
        return frame


_kept = Kept()


def kept(here: Here, report: str, **values: Any) -> pd.DataFrame:
    """The rows of a report by the two clocks. The frame is shared by everybody: read it, never change it.

    values: the report's other parameters. What is read depends on the last entry that changed a record, not on the
    moment that was asked for.
    """
    return _of(here, report, values, here.ledger.record_head(here.at_seq))


def kept_journal(here: Here, report: str, **values: Any) -> pd.DataFrame:
    """The same for a report on the journal itself, which any entry changes."""
    return _of(here, report, values, (here.at_seq, here.ledger.head().seq))


def made(here: Here, key: Hashable, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """What is computed of several readings, kept under a key that says all that it depends on. Never change it."""
    return _kept.get((here.ledger, here.ledger.erasures, key), make)


def _of(here: Here, report: str, values: dict[str, Any], head: Hashable) -> pd.DataFrame:
    given = tuple((name, _hashable(value)) for name, value in sorted(values.items()))
    # The ledger itself is part of the key: another file may come to lie under the same path.
    key = (here.ledger, here.ledger.erasures, head, here.as_of, report, given)
    return _kept.get(key, lambda: here.read(report, **{name: _plain(value) for name, value in values.items()}))


def _hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _size(frame: pd.DataFrame) -> int:
    # A reading of no rows takes room as well.
    return len(frame) + 100
