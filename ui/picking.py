"""A list in which several rows can be picked."""

from collections.abc import Mapping

import pandas as pd

from ui import tables
from ui.tables import Column


def several(frame: pd.DataFrame, columns: Mapping[str, Column], *, key: str, height: int = 420) -> pd.DataFrame:
    """Shows the named columns and returns the picked rows of the frame, in its order."""
    rows = tables.picked(tables.drawn(frame, columns, key=key, height=height, selection_mode="multi-row"))
    return frame.iloc[[row for row in sorted(rows) if row < len(frame)]]
