"""What screens read is kept until it changes, and no more of it than there is room for."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from kantoku.ledger import Ledger
from tests.office import TODAY, Office
from ui import readings
from ui.readings import Kept


def rows(count: int) -> pd.DataFrame:
    return pd.DataFrame({"n": range(count)})


def test_a_frame_is_read_once() -> None:
    kept, read = Kept(), iter([rows(3), rows(4)])
    assert len(kept.get("key", lambda: next(read))) == len(kept.get("key", lambda: next(read))) == 3
    assert len(kept.get("another key", lambda: next(read))) == 4


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    kept, asked = Kept(most_rows=2_500), []

    def get(key: str) -> None:
        kept.get(key, lambda: asked.append(key) or rows(1_000))  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        get(key)
    assert asked == ["a", "b", "c", "b"]


def test_one_frame_is_kept_however_large() -> None:
    kept, read = Kept(most_rows=10), iter([rows(1_000)])
    assert kept.get("key", lambda: next(read)) is kept.get("key", lambda: next(read))


def test_what_was_erased_is_read_no_more(ledger: Ledger, office: Office) -> None:
    organisation = office.organisation(name="誤って記載された氏名")
    written = ledger.head().seq
    here: Any = SimpleNamespace(ledger=ledger, as_of=TODAY, at_seq=written)
    here.read = lambda report, **values: ledger.read(report, as_of=TODAY, at_seq=written, **values)
    assert len(readings.kept(here, "organisations_choices")) == 1
    office.revise("organisation", organisation, name="株式会社みほん計算")
    ledger.erase(written, ground="個人情報の誤記載", actor="情報 管理")
    assert readings.kept(here, "organisations_choices").empty
