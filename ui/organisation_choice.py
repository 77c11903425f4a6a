"""Choosing an organisation that is on file, among however many, or recording a new one on the way."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import actions
from kantoku.errors import KantokuError
from kantoku.records import Organisation
from kantoku.wording import _
from ui import forms, on_file, page, saving, search
from ui import rows as table
from ui.page import Here

MOST = 1000
"""A list of more options is slow to open and to search, so a search field narrows it first."""


def named(name: Any, number: Any) -> str:
    """An organisation or a contract with its number, where it has one: so people tell two of one name apart."""
    return f"{name}（{number}）" if number and pd.notna(number) else str(name or "")


def options(here: Here, *, key: str, chosen: str | None = None, without: str | None = None) -> Mapping[str, str]:
    """The organisations to choose from, by id. chosen: one that is always among them; without: one that never is."""
    rows = here.read("organisations_choices")
    if len(rows) > MOST:
        typed = st.text_input(
            _("Narrow the list of organisations"),
            key=f"{key}_narrow",
            placeholder=_("Name, kana or corporate number"),
            icon=":material/search:",
        )
        found = search.ids(here, "organisations_search", typed)
        kept = set(rows["id"][:MOST] if found is None else found[:MOST]) | {
            chosen,
            st.session_state.get(f"{key}_added"),
        }
        rows = rows[rows["id"].isin(kept)]
    return {row["id"]: named(row["name"], row["corporate_number"]) for row in table.of(rows) if row["id"] != without}


def add(here: Here, *, key: str, field: str) -> None:
    """A small form for an organisation that is not on file yet. field: the widget that then shows it as chosen."""
    with st.expander(_("The organisation is not on file yet"), icon=":material/add_business:"):
        fields = ["name", "corporate_number", "address"]
        raw = forms.ask(Organisation, fields, key=saving.generation(f"{key}_organisation"), columns=3)
        on_file.organisations(here, raw)
        if st.button(
            _("Record this organisation and choose it"),
            key=f"{key}_add",
            icon=":material/add:",
            disabled=not here.can_write,
        ):
            try:
                id_ = actions.record_new(here.ledger, "organisation", forms.typed(Organisation, raw), actor=here.actor)
            except KantokuError as error:
                page.show_error(error)
                return
            saving.begin_anew(f"{key}_organisation")
            st.session_state[f"{key}_added"] = id_
            st.session_state[f"{key}_choose"] = (field, id_)
            st.rerun()


def choose_added(key: str) -> None:
    """Before the field is drawn: shows the organisation just recorded as chosen."""
    if pending := st.session_state.pop(f"{key}_choose", None):
        field, id_ = pending
        st.session_state[field] = id_
