"""Bringing what was just said into view: the person looks at the button that was pressed, and the page is long."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

_TRIES = 30
"""How often, a tenth of a second apart, the browser looks for what it is to bring into view."""


@contextmanager
def block() -> Iterator[None]:
    """What is written inside is scrolled to, as far as it is not in view already."""
    # A name of its own each time, because the browser runs the same script only once.
    key = f"said_{secrets.token_hex(4)}"
    with st.container(key=key, gap=None):
        yield
        st.html(
            f"""<script>
            (function bring(tries) {{
                const said = document.querySelector('.st-key-{key}');
                if (said) {{
                    said.style.scrollMargin = '1rem';
                    said.scrollIntoView({{block: 'nearest'}});
                }} else if (tries) setTimeout(() => bring(tries - 1), 100);
            }})({_TRIES});
            </script>""",
            unsafe_allow_javascript=True,
        )
