"""The assessment of a contractor before it is chosen: the four items of the guideline, each with its result."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import catalogue
from kantoku.records.selection import AssessedItem, Fitness
from kantoku.wording import _, language
from ui import choices, facts
from ui import rows as table
from ui.rows import Row

_COLUMNS = ("code", "title", "result", "note")


def ask(*, key: str, start: Sequence[AssessedItem] | None) -> list[dict[str, Any]]:
    """The items as one table to fill in. Returns those that have a result, as plain values."""
    st.markdown(_("Say of each item whether the contractor is fit, and on what grounds."))
    edited = st.data_editor(
        pd.DataFrame(_rows(start or ()), columns=list(_COLUMNS), dtype="object"),
        key=f"{key}_cells",
        hide_index=True,
        disabled=["code", "title"],
        height="content",
        placeholder="",
        column_config={
            "code": st.column_config.TextColumn(_("Code"), width=46),
            "title": st.column_config.TextColumn(_("Item"), width=220),
            "result": st.column_config.SelectboxColumn(_("Result"), options=list(_words()), width=110),
            "note": st.column_config.TextColumn(_("Grounds"), width=200),
        },
    )
    codes = _words()
    cells = table.of(edited.astype(object).where(edited.notna(), None))
    return [
        {"code": row["code"], "result": codes[row["result"]], "note": row["note"] or None}
        for row in cells
        if row["result"]
    ]


def show(items: Sequence[AssessedItem]) -> None:
    """The assessment as recorded; the items that nobody looked at are named too."""
    facts.table(
        [_("Code"), _("Item"), _("Result"), _("Grounds")],
        [(row["code"], row["title"], row["result"] or _("Not looked at"), row["note"] or "") for row in _rows(items)],
        widths=("64px", "34%", "120px", "auto"),
    )


def _rows(items: Sequence[AssessedItem]) -> list[Row]:
    """A row an item of the list, then those recorded under a list that had others."""
    recorded = {item.code: item for item in items}
    titles = {item.code: item.text(language()) for item in catalogue.selection_items()}
    return [
        {
            "code": code,
            "title": titles.get(code, code),
            "result": choices.word(Fitness, recorded[code].result) if code in recorded else None,
            "note": recorded[code].note if code in recorded else None,
        }
        for code in dict.fromkeys([*titles, *recorded])
    ]


def _words() -> dict[str, str]:
    """Code of each result by its word."""
    return {_(result.label): str(result) for result in Fitness}
