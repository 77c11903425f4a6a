"""Where on the audits screen somebody is: which view, which audit, finding or engagement."""

from typing import Any

import streamlit as st

from kantoku.wording import _
from ui import address

NAMES = ("view", "audit", "finding", "engagement", "act", "form")
VIEWS = ("plan", "list", "findings")


def go(**values: str | None) -> None:
    address.go(NAMES, **values)


def open_picked(picked: Any, column: str, name: str) -> None:
    """Opens the row that was picked in a list, if one was."""
    if picked is not None:
        go(**{name: str(picked[column])})
        st.rerun()


def back(view: str, label: str) -> None:
    """The way back to a list."""
    st.button(
        label, key=f"back_{view}", on_click=go, kwargs={"view": view}, icon=":material/arrow_back:", type="tertiary"
    )


def view() -> str:
    return address.segments(
        _("View"),
        {"plan": _("Plan of the year"), "list": _("Audits on record"), "findings": _("Findings and corrections")},
        name="view",
    )
