"""Saving what was typed in a form, so that nothing typed is lost and nobody overwrites another unawares."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kantoku.errors import KantokuError, Outdated
from ui import page


def opened_at(key: str, revision: int) -> int:
    """The revision at which this person began with the form; the present one the first time."""
    return int(st.session_state.setdefault(f"{key}_base", revision))


@contextmanager
def attempt(key: str = "", revision: int = 0) -> Iterator[None]:
    """Runs one action; what it refuses is shown beside the form, which keeps what was typed.

    revision: the record's present one. After a clash the person has read what changed, so saving again builds on it.
    """
    try:
        yield
    except KantokuError as error:
        if isinstance(error, Outdated):
            st.session_state[f"{key}_base"] = revision
        page.show_error(error)


def generation(key: str) -> str:
    """The key under which a form's fields stand until `begin_anew`: fields of another generation start empty."""
    return f"{key}{st.session_state.setdefault(f'generation_{key}', 0)}"


def begin_anew(key: str) -> None:
    """Empties a form after it was recorded, in the browser too."""
    st.session_state[f"generation_{key}"] = st.session_state.get(f"generation_{key}", 0) + 1
