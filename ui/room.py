"""How much room the window leaves beside the sidebar: the one place that knows its width."""

from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from kantoku.wording import language

USUAL = 1408
"""The width of a window, in pixels and steps of 64, until the browser tells another one."""

SIDEBAR = {"ja": 268, "en": 288}
"""As wide as the names of the pages need."""

_KEY = "browser_width"
_MARGINS = 2 * 80

_browser_width = declare_component("width", path=Path(__file__).with_name("browser_width"))


def watch() -> None:
    """Lets the browser tell how wide its window is. It is asked in the sidebar, and shows nothing."""
    _browser_width(known=_window(), default=USUAL, key=_KEY)


def width() -> int:
    """The pixels that the content of a page has across."""
    return _window() - SIDEBAR[language()] - _MARGINS


def _window() -> int:
    return int(st.session_state.get(_KEY) or USUAL)
