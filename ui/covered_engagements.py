"""Which further contracts of the same organisation a confirmation covers."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kantoku.records import HandlingConfirmation
from kantoku.records.confirmation import FurtherEngagement
from kantoku.wording import _
from ui import rows, states
from ui.page import Here
from ui.rows import Row


def ask(
    here: Here, organisation_id: str, engagement_id: str, *, key: str, start: Sequence[FurtherEngagement]
) -> list[dict[str, Any]]:
    """A choice among the organisation's other engagements with personal data; nothing where it has none."""
    named = [each.engagement_id for each in start]
    offered = {
        row["engagement_id"]: row
        for row in rows.of(here.read("organisations_engagements", organisation=organisation_id))
        if row["engagement_id"] != engagement_id
        and ((row["handles_personal"] and row["is_live"]) or row["engagement_id"] in named)
    }
    if not offered:
        return [each.model_dump() for each in start]
    chosen = st.multiselect(
        _("Further engagements that it covers"),
        list(offered),
        default=[id_ for id_ in named if id_ in offered],
        format_func=lambda id_: said(offered[id_]),
        key=f"{key}_further",
        placeholder=_("Only this one"),
        help=_("The same organisation, handling the data in the same way: the confirmation counts for each of them."),
        select_all=False,
    )
    return [{"contract_id": offered[id_]["contract_id"], "engagement_id": id_} for id_ in chosen]


def listed(here: Here, record: HandlingConfirmation) -> str:
    """Those that a confirmation covers besides its own, a line each."""
    found = here.read("engagements_named", ids=[each.engagement_id for each in record.further_engagements])
    return "\n".join(said(row) for row in rows.of(found))


def said(row: Row) -> str:
    """An engagement in one line. row: of organisations_engagements or engagements_named."""
    return f"{row['contract_number']} {row['work']}（{states.tier(row['tier'])}）"
