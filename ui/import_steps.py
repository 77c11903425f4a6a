"""The steps of an import as they stand on the page: one open, those before it in one line each."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kantoku.wording import _

STAGE = "import_stage"
COLUMNS, PREVIEW, DONE = "columns", "preview", "done"


def stage() -> str:
    """The step that a file in hand has reached."""
    return str(st.session_state.get(STAGE, COLUMNS))


def go(stage: str) -> None:
    st.session_state[STAGE] = stage


@contextmanager
def open_step(number: int, title: str) -> Iterator[None]:
    """The step that is to be done now. title: already translated."""
    with st.container(border=True, key=f"import_step_{number}"):
        st.header(f"{number}　{title}", anchor=False)
        yield


@contextmanager
def done_step(number: int, title: str, said: str) -> Iterator[None]:
    """A step that is done; what is drawn inside stands at its end. title, said: already translated, Markdown."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"import_step_{number}_done"):
        st.markdown(f":material/check_circle: **{number}　{title}**　{said}", width="stretch")
        yield


def coming_steps(*titles: str, first: int) -> None:
    """What is still to come, so that nobody fears that the next button records. titles: already translated."""
    st.caption("　".join([_("Then:"), *(f"{number}　{title}" for number, title in enumerate(titles, first))]))
