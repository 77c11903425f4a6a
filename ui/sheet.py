"""The sheet of a confirmation: chosen here, kept in the ledger, downloaded from where it is shown."""

from typing import Any

import streamlit as st

from kantoku.records.confirmation import Sheet
from kantoku.uploads import LARGEST_MB, NotTaken, Upload
from kantoku.wording import _
from ui import documents, page
from ui.literal import literal
from ui.page import Here


def ask(*, key: str, known: Sheet | Upload | None = None, label: str = "") -> Upload | dict[str, Any] | None:
    """A field to choose the file in, called a confirmation sheet unless told otherwise (label: already translated).

    Returns the file, or where none was chosen the one that is known already.
    """
    chosen = st.file_uploader(label or _("Confirmation sheet"), max_upload_size=LARGEST_MB, key=f"{key}_sheet")
    if chosen is not None:
        try:
            return Upload.of(chosen.name, chosen.getvalue())
        except NotTaken as refused:
            page.show_error(refused)
    st.caption(literal(described(known)) if known else _("The file is kept in the ledger with the record."))
    return known.model_dump() if isinstance(known, Sheet) else known


def linked(here: Here, kind: str, record_id: str, sheet: Sheet) -> str:
    """The sheet as Markdown: a download where the ledger keeps its content, else what identifies it."""
    if not here.ledger.kept([sheet.sha256]):
        return literal(f"{described(sheet)}（{_('kept elsewhere in the office')}）")
    file = documents.link(here, kind, record_id, name=sheet.name, sha256=sheet.sha256)
    return f":material/download: {file}　{documents.size(sheet.size)}"


def described(sheet: Sheet | Upload) -> str:
    return _("{name}, {size} bytes, SHA-256 {start}…", name=sheet.name, size=f"{sheet.size:,}", start=sheet.sha256[:12])
