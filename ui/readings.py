"""Readings that a screen asks for again with every click, kept until a record changes."""

import datetime
from typing import Any

import pandas as pd
import streamlit as st

from ui.page import Here


def kept(here: Here, report: str, **values: Any) -> pd.DataFrame:
    """The rows of a report by the two clocks. The frame is shared by everybody: read it, never change it.

    values: the report's other parameters; lists as tuples.
    """
    head = here.ledger.record_head(here.at_seq)
    return _read(here, str(here.ledger.path), head, here.as_of, report, tuple(sorted(values.items())))


# What is read depends on the last entry that changed a record, not on the moment that was asked for.
@st.cache_resource(max_entries=32, show_spinner=False)
def _read(
    _here: Here,
    path: str,  # noqa: ARG001
    head: int,  # noqa: ARG001
    as_of: datetime.date,  # noqa: ARG001
    report: str,
    values: tuple[tuple[str, Any], ...],
) -> pd.DataFrame:
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values}
    return _here.read(report, **plain)
