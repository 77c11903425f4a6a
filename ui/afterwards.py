"""What can wait until the rest of a page is on screen: it is drawn when the browser says that it is."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from ui import spoken

_KEY = "browser_shown"

_browser_shown = declare_component("shown", path=Path(__file__).with_name("browser_shown"))


@spoken.fragment
def draw(body: Callable[[], object], *, before: Callable[[], object]) -> None:
    """Draws the body once the page is on screen, and until then what comes before it. At most once a page, at its end.

    Whoever stays on the page has the body drawn with it from then on.
    """
    is_there = is_shown()
    with st.container(gap=None):
        with st.container():
            (body if is_there else before)()
        # What asks the browser shows nothing, but has the height of a line: below, it only sets the next part off.
        _browser_shown(known=is_there, default=False, key=_KEY)


def is_shown() -> bool:
    """Has the browser drawn the page since one came to it?"""
    return bool(st.session_state.get(_KEY))
