"""The scope of a permission where the office permits less than was asked for; what is left empty is as asked for."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kantoku.records import PermissionDecision
from kantoku.wording import _
from ui import forms

FIELDS = ("permitted_work", "permitted_data_items", "permitted_places")


def ask(key: str) -> dict[str, Any]:
    """The fields, folded away. key: of the form they belong to."""
    with st.expander(_("Permitted scope, where it is narrower than what was asked for"), icon=":material/compress:"):
        st.caption(_("What is left empty is permitted as asked for."))
        return forms.ask(PermissionDecision, FIELDS, key=key, columns=1)


def narrowed(values: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of the scope. values: a decision as typed; an empty row of the places says nothing."""
    work, items = (values.get("permitted_work") or "").strip(), values.get("permitted_data_items")
    places = [each for each in values.get("permitted_places") or () if any(each.values())]
    said = dict(zip(FIELDS, (work, items, places), strict=True))
    return {name: value for name, value in said.items() if value}
