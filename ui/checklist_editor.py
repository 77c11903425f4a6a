"""The versions of the confirmation items: those of the office, and a new one begun as a copy of the list in use."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku import confirmation_actions
from kantoku.dates import show_date
from kantoku.item_lists import ItemList
from kantoku.records.base import fields
from kantoku.records.checklist import Checklist, ChecklistItem
from kantoku.wording import _, language
from ui import column_fit, documents, entered, forms, page, rows, saving
from ui.literal import literal
from ui.page import Here

_COLUMNS = ("code", "group_code", "group_title", "wording", "evidence", "source")
_WIDTHS = {"code": 70, "group_code": 70, "group_title": 130, "wording": 420, "evidence": 200, "source": 130}
"""Pixels; a longer heading takes more."""


def show(here: Here, asked: ItemList) -> None:
    """asked: the list in use."""
    _versions(here, asked)
    if here.can_write:
        with st.expander(_("Make a new version of the confirmation items"), icon=":material/edit_note:"):
            _new(here, asked)


def _versions(here: Here, asked: ItemList) -> None:
    found = here.read("checklists_list")
    if found.empty:
        return
    st.markdown(f"**{_('Lists of confirmation items')}**")
    for row in rows.of(found):
        mark = f"　:green-badge[{_('in use')}]" if row["id"] == asked.checklist_id else ""
        said = _(
            "{version}, used from {day}: {count} items, {used} confirmations",
            version=literal(row["version"]),
            day=show_date(row["valid_from_on"].date(), language()),
            count=row["items"],
            used=row["confirmations"],
        )
        st.markdown(f"- {said}{mark}")
    for row in rows.of(found):
        title = _("Documents attached to {name}", name=literal(row["version"]))
        documents.panel(here, "checklist", str(row["id"]), title=title)


def _new(here: Here, asked: ItemList) -> None:
    form = "checklist_new"
    key = saving.generation(form)
    st.markdown(
        _(
            "The new version begins as a copy of the list in use ({version}). Older confirmations keep the list that "
            "they were made by.",
            version=literal(asked.version),
        )
    )
    head = forms.ask(Checklist, ("version", "valid_from_on"), key=key)
    st.caption(
        _("Add items in the last row, take them out with the box in front, and change their order by the numbers.")
    )
    table = st.data_editor(
        _copy(asked),
        key=f"{key}_items",
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        height=480,
        column_config={"order": st.column_config.NumberColumn(_("Order"), width=column_fit.heading(_("Order")))}
        | {
            field.name: st.column_config.TextColumn(
                forms.label(field), width=max(_WIDTHS[field.name], column_fit.heading(forms.label(field)))
            )
            for field in fields(ChecklistItem)
        },
    )
    note = forms.ask(Checklist, ("note",), key=key, columns=1)
    if not forms.submit(_("Record this version"), key=key):
        return
    with saving.attempt():
        typed, _version = entered.read(
            lambda: forms.typed(Checklist, head | note), lambda: entered.needed(head["version"], _("Version"))
        )
        confirmation_actions.make_list(here.ledger, typed | {"items": _items(table)}, actor=here.actor)
        saving.begin_anew(form)
        page.tell(_("The version is recorded. It is used from its day on."))
        st.rerun()


def _copy(asked: ItemList) -> pd.DataFrame:
    said = language()
    return pd.DataFrame(
        [
            {
                "order": nth * 10,
                "code": item.code,
                "group_code": item.group_code,
                "group_title": item.text(said, "group"),
                "wording": item.text(said),
                "evidence": item.text(said, "evidence"),
                "source": item.source,
            }
            for nth, item in enumerate(asked.items, 1)
        ]
    )


def _items(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The items in the order of their numbers; one without a number stands last, an empty row is none."""
    ordered = table.sort_values("order", kind="stable", na_position="last")
    plain = ordered.astype(object).where(ordered.notna(), None).to_dict("records")
    return [{name: row[name] for name in _COLUMNS} for row in plain if any(row[name] for name in _COLUMNS)]
