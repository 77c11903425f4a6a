"""The rows of a frame, one plain mapping each."""

from typing import Any

import pandas as pd

Row = dict[str, Any]


def of(frame: pd.DataFrame) -> list[Row]:
    """The rows in their order; cells keep their values, by column name."""
    return [
        dict(zip(map(str, frame.columns), cells, strict=True)) for cells in frame.itertuples(index=False, name=None)
    ]


def filled(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    """The frame with empty text where those columns hold none, which a list would show as “None”."""
    return frame.assign(**{name: frame[name].fillna("") for name in names})
