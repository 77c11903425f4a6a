"""Screens as a test sees them: the app on a ledger of the test's own, driven without a browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from kantoku import actions, wording
from kantoku.ledger import Ledger
from tests import ledgers
from tests.office import TODAY
from ui import office as opened_ledgers
from ui import tables

APP = Path(__file__).resolve().parents[2] / "ui" / "main.py"
PERSON = "契約担当"
_FORMERLY = "前任者"

_components = cache(manifest_scanner.scan_component_manifests)
"""What Streamlit finds among all that is installed, which every visit would look for anew."""


@contextmanager
def opened(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, past: Callable[[Ledger], Any] | None = None
) -> Iterator[Ledger]:
    """The ledger of an office with a name that the screens open at noon on TODAY.

    past: records into it before that; it was made on 1 April 2026. Another that is open meanwhile stays open.
    """
    monkeypatch.setenv("KANTOKU_LEDGER", str(path))
    monkeypatch.setenv("KANTOKU_USER", PERSON)
    wording.use("en")
    # The harness puts things of its own into the session.
    config.get_option("server.port")
    config.set_option("runner.enforceSerializableSessionState", False)  # noqa: FBT003
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", _components)
    monkeypatch.setattr(opened_ledgers, "_open", {})
    _make(path, past)
    ledger = opened_ledgers.open_ledger(path)
    ledger.clock = noon
    monkeypatch.setattr(opened_ledgers, "utc_now", noon)
    try:
        yield ledger
    finally:
        opened_ledgers.close_all()


@contextmanager
def looked_at(ledger: Ledger) -> Iterator[Ledger]:
    """A ledger that one test shares with others, on English screens. Fails if anything is recorded in it meanwhile."""
    wording.use("en")
    head = ledger.head()
    yield ledger
    assert ledger.head() == head, "who records here changes what the others see"


def noon() -> datetime:
    """Noon in the office on TODAY, as naive UTC."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 3)


def _make(path: Path, past: Callable[[Ledger], Any] | None) -> None:
    path.write_bytes(ledgers.made(_describe))
    if past:
        ledger = Ledger.open(path, actor=_FORMERLY, clock=_spring)
        past(ledger)
        ledger.close()


def _describe(path: Path) -> None:
    ledger = Ledger.open(path, actor=_FORMERLY, clock=_spring)
    actions.describe_office(ledger, {"name": "朝凪区"}, actor=_FORMERLY)
    ledger.close()


def _spring() -> datetime:
    return datetime(2026, 4, 1, 3)


def show(page: str, *, language: str = "en", as_of: str = "", known_at: str = "", **address: str) -> AppTest:
    """A page as its address asks for it; the clocks as set in the sidebar."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    at.session_state["language"] = language
    for name, value in {"as_of": as_of, "known_at": known_at}.items():
        if value:
            at.query_params[name] = value
    for name, value in address.items():
        at.query_params[name] = value
    # As by a link: the harness itself knows no page by its address before it has shown another.
    at._page_hash = calc_hash(page)
    return sound(at.run())


def sound(at: AppTest) -> AppTest:
    """The screen, which did not fall over: no traceback and no reference number instead of content."""
    assert not at.exception
    assert not [error for error in at.error if "reference" in error.value or "administrator" in error.value]
    return at


def click(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def text(at: AppTest) -> str:
    """Everything that is written on the screen as a person reads it, tables included."""
    parts: list[str] = []
    for kind in (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "error",
        "warning",
        "success",
        "info",
        "code",
        "html",
    ):
        parts += [
            f"{getattr(found.proto, 'title', '')} {found.value if hasattr(found, 'value') else found.proto.body}"
            for found in at.get(kind)
        ]
    parts += [f"{metric.label} {metric.value}" for metric in at.metric]
    parts = [as_read(part) for part in parts]
    parts += [frame_.value.to_string(max_colwidth=None) for frame_ in at.dataframe]
    return "\n".join(parts)


def as_read(markdown: str) -> str:
    """Markdown without the backslashes and joiners that keep its signs from meaning something."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


def pick(monkeypatch: pytest.MonkeyPatch, row: int) -> None:
    """From now on that row of every list counts as picked; the harness cannot click on one."""
    monkeypatch.setattr(tables, "picked", lambda _event: [row])
