"""A list in which several rows can be picked."""

import zlib
from collections.abc import Mapping

import pandas as pd

from ui import tables
from ui.tables import Column

_ROW, _TALLEST = 35, 420  # pixels


def several(frame: pd.DataFrame, columns: Mapping[str, Column], *, key: str) -> pd.DataFrame:
    """Shows the named columns and returns the picked rows of the frame, in its order. It is as tall as it has rows.

    A tick holds by its place: a list of other records, or in another order, is another list and begins without ticks.
    """
    height = min(_TALLEST, _ROW * (len(frame) + 1) + 3)
    event = tables.drawn(frame, columns, key=f"{key}_{_who(frame)}", height=height, selection_mode="multi-row")
    return frame.iloc[[row for row in sorted(tables.picked(event)) if row < len(frame)]]


def _who(frame: pd.DataFrame) -> int:
    """Which records these are, in their order."""
    ids = frame[[name for name in frame.columns if str(name).endswith("_id")]]
    return zlib.crc32(repr(ids.astype(str).to_numpy().tolist()).encode())
