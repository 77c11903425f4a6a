"""Codes of a list as words, for the screen and for the file alike."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd


def frame(rows: pd.DataFrame, words: Mapping[str, Callable[[Any], str]]) -> pd.DataFrame:
    """A copy of the rows in which the named columns hold words. words: column → code to word; no code gives no word."""
    return rows.assign(
        **{name: [_word(shown, code) for code in rows[name]] for name, shown in words.items() if name in rows}
    )


def _word(shown: Callable[[Any], str], code: Any) -> str:
    return "" if code is None or pd.isna(code) else shown(code)
