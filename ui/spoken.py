"""The language of a screen, for what runs apart from its script: a fragment drawn again, a file made on a thread.

Streamlit runs these in a context of their own, which knows no language. Callbacks too run before the script has chosen
one: they say nothing, they only set what the script then says.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from kantoku import wording

P = ParamSpec("P")
R = TypeVar("R")


def kept(act: Callable[P, R]) -> Callable[P, R]:
    """The same, in the language of the context in which this is called."""
    language = wording.language()

    @wraps(act)
    def in_it(*args: P.args, **values: P.kwargs) -> R:
        wording.use(language)
        return act(*args, **values)

    return in_it


def fragment(body: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that is drawn again alone, in the language in which the page was drawn."""

    @wraps(body)
    def drawn(*args: P.args, **values: P.kwargs) -> None:
        st.fragment(kept(body))(*args, **values)

    return drawn
