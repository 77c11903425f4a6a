"""A list in which several rows can be picked."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui import tables
from ui.tables import Column


def several(frame: pd.DataFrame, columns: Mapping[str, Column], *, key: str, height: int = 420) -> pd.DataFrame:
    """Shows the named columns and returns the picked rows of the frame, in its order."""
    shown = frame[list(columns)].rename(columns={name: column.label for name, column in columns.items()})
    words: dict[Any, Any] = {column.label: column.show for column in columns.values() if column.show}
    event = st.dataframe(
        shown.style.format(words, na_rep="") if words else shown,
        key=key,
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        placeholder="",
        height=height,
        column_config={column.label: st.column_config.Column(width=column.width) for column in columns.values()},
    )
    return frame.iloc[[row for row in sorted(tables.picked(event)) if row < len(frame)]]
