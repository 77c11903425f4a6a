"""Since which revision a form is open."""

import streamlit as st


def base(key: str, field: str, revision: int) -> int:
    """The revision at which a form was opened, kept as long as its fields are on the screen.

    key: of the form. field: the session's key of one of its widgets. revision: that of the record as it stands now.
    """
    if field not in st.session_state:
        st.session_state[f"{key}_base"] = revision
    return int(st.session_state[f"{key}_base"])
