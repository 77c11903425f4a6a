"""Is what is being recorded on file already? A warning beside the form; it refuses nothing.

Two offices' contracts may share a number across the years, and two organisations a name.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from kantoku import text
from kantoku.wording import _
from ui import office, rows
from ui.literal import literal
from ui.page import Here

_SHOWN = 5


def contracts(here: Here, typed: Mapping[str, Any]) -> None:
    """Warns of contracts that bear the number typed."""
    if number := _identifier(typed.get("number")):
        same = rows.of(here.read("contracts_numbered", number=number))
        named = {row["id"]: f"{row['number']} {row['title']}" for row in same}
        _warn(
            _("A contract of this number is on file. Record another one only if it is not the same."), named, "contract"
        )


def organisations(here: Here, typed: Mapping[str, Any]) -> None:
    """Warns of organisations of the corporate number typed, or of the name, however it is written."""
    number, name = _identifier(typed.get("corporate_number")), text.fold(typed.get("name") or "")
    if not number and not name:
        return
    found = here.read("organisations_choices")
    named = {
        id_: f"{known}（{bears}）" if isinstance(bears, str) else known
        for id_, known, bears in zip(found["id"], found["name"], found["corporate_number"], strict=True)
        if (number and bears == number) or (name and text.fold(known) == name)
    }
    _warn(
        _("This organisation seems to be on file. Record another one only if it is not the same."),
        named,
        "organisation",
    )


def _identifier(typed: str | None) -> str:
    """The number as it would be kept; nothing where it cannot be kept, which is told when it is recorded."""
    try:
        return text.identifier(typed or "")
    except text.UnusableText:
        return ""


def _warn(says: str, named: Mapping[str, str], kind: str) -> None:
    """named: those on file, id → how to call them. A link opens another tab, so that the form stays as it is."""
    if named:
        links = "、".join(f"[{literal(name)}]({_address(kind, id_)})" for id_, name in [*named.items()][:_SHOWN])
        st.warning(f"{says} {links}", icon=":material/content_copy:")


def _address(kind: str, id_: str) -> str:
    return f"{kind}s?{urlencode({kind: id_} | ({'office': 'sample'} if office.is_sample() else {}))}"
