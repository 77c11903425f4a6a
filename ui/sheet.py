"""A confirmation sheet kept elsewhere in the office: only what identifies the file is taken from it."""

import hashlib
from typing import Any

import streamlit as st

from kantoku.records.confirmation import Sheet
from kantoku.wording import _
from ui.literal import literal


def ask(*, key: str, known: Sheet | None = None, label: str = "") -> dict[str, Any] | None:
    """A field to choose the file in, called a confirmation sheet unless told otherwise (label: already translated).

    Returns name, size and SHA-256; those already on file where none was chosen.
    """
    chosen = st.file_uploader(label or _("Confirmation sheet"), key=f"{key}_sheet")
    if chosen is None:
        st.caption(literal(described(known)) if known else _("Only its name, size and SHA-256 are kept, not the file."))
        return known.model_dump() if known else None
    content = chosen.getvalue()
    return {"name": chosen.name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def described(sheet: Sheet) -> str:
    return _("{name}, {size} bytes, SHA-256 {start}…", name=sheet.name, size=f"{sheet.size:,}", start=sheet.sha256[:12])
