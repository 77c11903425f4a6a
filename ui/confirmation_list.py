"""Who was confirmed to handle the data safely, and until when: those that lack it first."""

import pandas as pd
import streamlit as st

from kantoku.wording import _
from ui import address, confirmation_view, downloads, readings, states, tables, worded
from ui.page import Here
from ui.tables import Column

_STATES = ("none", "negative", "expired", "incomplete", "positive")

_WORDS = {
    "confirmation_state": lambda code: states.plain("confirmation_state", code),
    "permission_state": lambda code: states.plain("permission_state", code),
    "confirmation_form": confirmation_view.form,
    "tier": states.tier,
}


def show(here: Here) -> str | None:
    """The list with its filters. Returns the engagement that was picked."""
    with st.container(horizontal=True, vertical_alignment="bottom", width=760):
        known = {code: states.plain("confirmation_state", code) for code in _STATES}
        state = address.select(_("Confirmation"), {"": _("All states"), **known}, name="state")
        sections = [str(name) for name in readings.kept(here, "contracts_choices")["sections"].iloc[0]]
        named = {"": _("All sections"), **{name: name for name in sections}}
        section = address.select(_("Section"), named, name="section")
        ended = st.toggle(_("Ended work too"), key="ended", bind="query-params")
    filters = {"state": state or None, "section": section or None, "ended": ended}
    rows = readings.kept(here, "confirmations_list", **filters)
    st.caption(
        _(
            "{count} engagements that handle personal data; those without a confirmation that holds come first.",
            count=len(rows),
        )
    )
    columns = {
        "confirmation_state": Column(_("Confirmation"), width=200),
        "organisation": Column(_("Organisation")),
        "tier": Column(_("Tier"), rank=6),
        "contract_number": Column(_("Contract no.")),
        "contract_title": Column(_("Title")),
        "section": Column(_("Section"), rank=6),
        "confirmed_on": Column(_("Confirmed on"), tables.date, rank=6),
        "confirmation_until_on": Column(_("Holds until"), tables.date, rank=4),
        "confirmation_form": Column(_("Form of the confirmation")),
        "permission_state": Column(_("Permission"), width=180),
    }
    picked = tables.show(
        rows,
        columns,
        key="confirmations",
        empty=_("No engagement matches. Clear the filters, or record a contract first."),
        words=_in_words,
    )
    downloads.offer(
        here,
        rows,
        {name: column.label for name, column in columns.items()},
        report="confirmations",
        filters=filters,
        words=_in_words,
    )
    return None if picked is None else str(picked["engagement_id"])


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    return worded.frame(rows, _WORDS)
