"""What an organisation already does under an engagement: a renewal belongs to it, not to a branch of its own."""

from typing import Any

import streamlit as st

from kantoku.wording import _
from ui import engagement_card, rows
from ui.page import Here
from ui.rows import Row

NEW = "new"


def under(here: Here, organisation: dict[str, Any], above: Any) -> dict[str, Row]:
    """The subcontracts of that organisation directly under that engagement, by id, the latest first."""
    if above is None or "id" not in organisation:
        return {}
    found = here.read(
        "subcontracts_under",
        contract=above["contract_id"],
        parent=above["engagement_id"],
        organisation=organisation["id"],
    )
    return {row["engagement_id"]: row for row in rows.of(found)}


def choose(found: dict[str, Row], *, key: str) -> str:
    """Which subcontract is meant, one on file or a further one: its id, or NEW."""
    return str(
        st.selectbox(
            _("Which subcontract"),
            [*found, NEW],
            format_func=lambda id_: _named(found[id_]) if id_ in found else _("Another one, not on file yet"),
            key=key,
        )
    )


def _named(row: Row) -> str:
    work = row["work"] if isinstance(row["work"], str) else ""
    return _("On file: {name}", name=f"{engagement_card.span(row['starts_on'], row['ends_on'])} {work}".strip())
