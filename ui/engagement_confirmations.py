"""The confirmations of one engagement: those on file, one of them in full, and a new one."""

from typing import Any, cast

import streamlit as st

from kantoku.records import HandlingConfirmation
from kantoku.records.confirmation import Occasion
from kantoku.wording import _
from ui import (
    confirmation_form,
    confirmation_view,
    documents,
    engagement_card,
    page,
    saving,
    shortfall_findings,
    states,
)
from ui.literal import literal
from ui.page import Here


def show(here: Here, engagement_id: str) -> None:
    """Raises NotFound."""
    row = engagement_card.facts(here, engagement_id)
    st.header(
        f"{literal(row['organisation'])}　{states.badge('confirmation_state', row['confirmation_state'])}", anchor=False
    )
    engagement_card.show(here, row)
    if picked := confirmation_view.history(here, engagement_id):
        _one(here, row, picked)
    elif here.can_write:
        _new(here, row)


def _one(here: Here, row: Any, confirmation_id: str) -> None:
    found, _revision = here.ledger.get("handling_confirmation", confirmation_id, at_seq=here.at_seq)
    record = cast("HandlingConfirmation", found)
    with st.container(border=True):
        confirmation_view.whole(here, confirmation_id, record)
        confirmation_view.changes(here, record, _before(here, row["engagement_id"], confirmation_id))
        documents.panel(here, "handling_confirmation", confirmation_id)
    shortfall_findings.show(here, confirmation_id, record)
    if not here.can_write:
        return
    with st.expander(_("Correct this confirmation"), icon=":material/edit:"):
        key = f"correct_{confirmation_id}"
        subject = confirmation_form.Subject(record.contract_id, record.engagement_id, row["organisation_id"])
        if confirmation_form.correct(here, subject, confirmation_id, key=saving.generation(key)):
            saving.begin_anew(key)
            page.tell(_("The corrected confirmation is recorded."))
            st.rerun()


def _before(here: Here, engagement_id: str, confirmation_id: str) -> HandlingConfirmation | None:
    """The one before it on the same engagement."""
    ids = list(here.read("engagement_confirmations", engagement=engagement_id)["confirmation_id"])
    later = ids.index(confirmation_id) + 1
    if later >= len(ids):
        return None
    record, _revision = here.ledger.get("handling_confirmation", ids[later], at_seq=here.at_seq)
    return record if isinstance(record, HandlingConfirmation) else None


def _new(here: Here, row: Any) -> None:
    is_lacking = row["confirmation_state"] != "positive"
    with st.expander(_("Record a new confirmation"), icon=":material/add:", expanded=is_lacking):
        subject = confirmation_form.Subject(row["contract_id"], row["engagement_id"], row["organisation_id"])
        occasion = Occasion.BEFORE_PERMISSION if row["permission_state"] == "requested" else Occasion.YEARLY
        key = f"confirm_{subject.engagement_id}"
        if recorded := confirmation_form.show(here, subject, key=key, occasion=occasion):
            saving.begin_anew(key)
            page.tell(confirmation_view.told(here, subject.engagement_id, recorded))
            st.rerun()
