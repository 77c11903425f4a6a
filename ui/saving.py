"""Saving what was typed in a form, so that nothing typed is lost and nobody overwrites another unawares."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kantoku.errors import KantokuError, Outdated
from ui import page


def opened_at(key: str, revision: int, *, field: str) -> int:
    """The revision at which a form was opened, kept as long as its fields are on the screen.

    key: of the form. revision: that of the record as it stands now. field: the session's key of one of its widgets.
    """
    if field not in st.session_state:
        st.session_state[f"{key}_base"] = revision
    return int(st.session_state[f"{key}_base"])


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
