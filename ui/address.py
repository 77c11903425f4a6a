"""What a screen shows, in its address under codes that no language changes, so that every view can be sent as a link.

(`bind="query-params"` writes a choice as it is worded, so such a link would break when the language is switched.)
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from ui import choices


def given(name: str) -> str | None:
    """What the address says under that name."""
    return st.query_params.get(name) or None


def go(names: Sequence[str], **values: str | None) -> None:
    """Goes to another view of this page. names: all that may stand in its address; those not given are taken out."""
    for name in names:
        st.session_state.pop(_key(name), None)
        if value := values.get(name):
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def back(label: str, names: Sequence[str], *, icon: str = "arrow_back", **values: str | None) -> None:
    """A button that goes to another view of this page. label: already translated; the rest as in `go`."""
    st.button(
        label,
        on_click=go,
        args=(names,),
        kwargs=values,
        icon=f":material/{icon}:",
        type="tertiary",
        key=f"back_{icon}",
    )


def segments(label: str, options: Mapping[str, str], *, name: str, hides_label: bool = True) -> str:
    """One of a few views side by side; the first stands where the address says nothing. options: code → wording."""
    _begin(name, options)
    st.segmented_control(
        label,
        list(options),
        format_func=lambda code: choices.segment(options[code]),
        key=_key(name),
        required=True,
        label_visibility="collapsed" if hides_label else "visible",
        on_change=_written,
        args=(name, next(iter(options))),
    )
    return str(st.session_state[_key(name)])


def select(label: str, options: Mapping[str, str], *, name: str) -> str:
    """One of several, folded away; the first stands where the address says nothing. options: code → wording."""
    _begin(name, options)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=_key(name),
        on_change=_written,
        args=(name, next(iter(options))),
    )
    return str(st.session_state[_key(name)])


def search(label: str, *, name: str, placeholder: str = "") -> str | None:
    """What is searched for, or None."""
    typed = st.text_input(label, key=name, bind="query-params", placeholder=placeholder, icon=":material/search:")
    return typed.strip() or None


def _key(name: str) -> str:
    return f"address_{name}"


def _begin(name: str, options: Mapping[str, str]) -> None:
    """The choice as the address has it, where this session has none that still holds."""
    if st.session_state.get(_key(name)) not in options:
        asked = st.query_params.get(name)
        st.session_state[_key(name)] = asked if asked in options else next(iter(options))


def _written(name: str, default: str) -> None:
    chosen = st.session_state.get(_key(name))
    if chosen in (None, default):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = chosen
