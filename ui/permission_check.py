"""A subcontractor or anybody else asks whether a permission number is this office's, and for what."""

import streamlit as st

from kantoku import permission_number
from kantoku.records import PermissionDecision
from kantoku.wording import _
from ui import engagement_card, frame, saving, states
from ui.literal import literal
from ui.page import Here
from ui.permission_steps import outcome_badge


def show(here: Here) -> None:
    """The field for a number, and what the number stands for."""
    with st.expander(_("Check a permission number"), icon=":material/verified_user:"):
        typed = st.text_input(_("Permission number"), key="permission_number", placeholder="K-1A2B-3C4D-5E6F-7GH8J")
        if typed.strip():
            with saving.attempt():
                _told(here, permission_number.decision_of(here.ledger, typed))


def _told(here: Here, decision_id: str) -> None:
    found, _revision = here.ledger.get("permission_decision", decision_id)
    record = PermissionDecision.model_validate(found)
    row = engagement_card.facts(here, record.engagement_id)
    now = states.badge("permission_state", row["permission_state"])
    st.success(_("This office gave this number."), icon=":material/verified:")
    st.markdown(f"{engagement_card.heading(row)}　{outcome_badge(record.outcome)} → {now}")
    st.markdown(
        engagement_card.listed(
            {
                _("Title"): literal(row["contract_title"]),
                _("Decided on"): engagement_card.day(record.decided_on),
                _("Approval document no."): record.document_number or "",
                _("Permitted until"): engagement_card.day(record.valid_until_on),
                _("Work permitted"): record.permitted_work or "",
                _("Revoked on"): engagement_card.day(record.revoked_on),
            }
        )
    )
    st.page_link(
        frame.page_path("permissions"),
        label=_("Open this permission"),
        icon=":material/approval:",
        query_params={"engagement": record.engagement_id},
    )
