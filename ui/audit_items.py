"""The items of an audit as one compact table: material, what was done, result, note."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import catalogue
from kantoku.records import Audit
from kantoku.records.audit import AuditResult
from kantoku.wording import _, language

_TYPED = ("material", "procedure", "result", "note")


def ask(key: str, audit: Audit | None) -> dict[str, Any]:
    """Shows every item of the list that the audit follows (a new one the newest); returns items and items_version.

    An item in which nothing was typed is not part of the audit.
    """
    version = audit.items_version if audit and audit.items_version else catalogue.versions("audit_items")[0]
    table = st.data_editor(
        _frame(audit, version),
        key=f"{key}_items",
        num_rows="fixed",
        hide_index=True,
        placeholder="",
        height=38 + 35 * 18,
        disabled=["code", "category", "title"],
        column_config={
            "code": st.column_config.TextColumn(_("No."), width=50),
            "category": st.column_config.TextColumn(_("Category of item"), width=140),
            "title": st.column_config.TextColumn(_("Item"), width=210),
            "material": st.column_config.TextColumn(_("Audit materials")),
            "procedure": st.column_config.TextColumn(_("What was done")),
            "result": st.column_config.SelectboxColumn(
                _("Result"), options=[_(each.label) for each in AuditResult], width=110
            ),
            "note": st.column_config.TextColumn(_("Note")),
        },
    )
    items = [_item(row) for row in table.where(table.notna(), None).to_dict("records")]
    kept = [item for item in items if any(item[name] for name in _TYPED)]
    return {"items": kept, "items_version": version if kept else None}


def _frame(audit: Audit | None, version: str) -> pd.DataFrame:
    held = {item.code: item for item in audit.items} if audit else {}
    rows = []
    for item in catalogue.audit_items(version):
        answer = held.get(item.code)
        rows.append(
            {
                "code": item.code,
                "category": item.text(language(), "category"),
                "title": item.text(language()),
                "material": answer.material if answer else None,
                "procedure": answer.procedure if answer else None,
                "result": _(answer.result.label) if answer and answer.result else None,
                "note": answer.note if answer else None,
            }
        )
    return pd.DataFrame(rows, dtype="object")


def _item(row: Mapping[Any, Any]) -> dict[str, Any]:
    result = next((each for each in AuditResult if _(each.label) == row["result"]), None)
    return {"code": row["code"], **{name: row[name] for name in _TYPED}, "result": result}
