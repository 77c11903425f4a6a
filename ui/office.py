"""The ledgers that this process has open: the office's own, and the sample office's once somebody looked into it."""

import datetime
import os
import threading
from pathlib import Path

import streamlit as st

from kantoku import settings
from kantoku.dates import office_today, utc_now
from kantoku.ledger import Ledger
from kantoku.people import Person, current_user

_open: dict[Path, Ledger] = {}
_opening = threading.RLock()
SAMPLE = "sample"
"""What the address says of a session that looks around in the sample office."""


def own_path() -> Path:
    return settings.ledger_path(os.environ)


def person() -> Person:
    """Who is at the screen, before there is sign-in."""
    return current_user(os.environ)


def open_ledger(path: Path) -> Ledger:
    """The ledger of that path, opened once for all threads. Raises what Ledger.open raises."""
    with _opening:
        if path not in _open:
            _open[path] = Ledger.open(path, actor=person().name)
        return _open[path]


def ledger() -> Ledger:
    """The ledger of this session: the office's own, or the sample office's."""
    return of(is_sample=is_sample())


def of(*, is_sample: bool) -> Ledger:
    """The office's own ledger, or the sample office's, of whoever asks from outside a session too."""
    return open_ledger(_sample_path() if is_sample else own_path())


def has_sample() -> bool:
    """Was the sample office written already?"""
    return settings.sample_path(os.environ).exists()


def is_sample() -> bool:
    """Is this session looking around in the sample office? The address says so too, so that a link leads there."""
    if st.query_params.get("office") == SAMPLE:
        st.session_state["office"] = SAMPLE
    return st.session_state.get("office") == SAMPLE


def enter_sample() -> None:
    """Shows the sample office in this session."""
    _sample_path()
    st.session_state["office"] = SAMPLE


def _sample_path() -> Path:
    """Where the sample office lies; it is written the first time, also for who comes by a link into it."""
    path = settings.sample_path(os.environ)
    with _opening:
        if not path.exists():
            from kantoku.sample import write_sample  # noqa: PLC0415  (needed once, by few)

            write_sample(path, today=today(), actor=person().name)
    return path


def leave_sample() -> None:
    st.session_state["office"] = "own"
    st.query_params.pop("office", None)


def today() -> datetime.date:
    """The office's date, which needs no ledger."""
    return office_today(utc_now())


def close_all() -> None:
    with _opening:
        while _open:
            _open.popitem()[1].close()
