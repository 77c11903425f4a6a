"""Codes of a list as words, for the screen and for the file alike."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd


def frame(rows: pd.DataFrame, words: Mapping[str, Callable[[Any], str]]) -> pd.DataFrame:
    """A copy of the rows in which the named columns hold words. words: column → code to word; no code gives no word.

    Each code is worded once, however many rows have it.
    """
    return rows.assign(**{name: _worded(rows[name], shown) for name, shown in words.items() if name in rows})


def _worded(codes: "pd.Series[Any]", shown: Callable[[Any], str]) -> "pd.Series[str]":
    words = {code: shown(code) for code in codes.dropna().unique()}
    return pd.Series([words.get(code, "") for code in codes], index=codes.index, dtype=object)
