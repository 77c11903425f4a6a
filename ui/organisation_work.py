"""Everything one organisation does for the office, at whatever tier in whichever contract."""

from functools import partial

import pandas as pd
import streamlit as st

from kantoku.records import Organisation
from kantoku.wording import _
from ui import choices, downloads, frame, rows, states, tables
from ui.literal import literal
from ui.page import Here
from ui.rows import Row
from ui.tables import Column


def concentration(work: pd.DataFrame) -> None:
    """How much hangs on this one organisation today."""
    live = work[work["is_live"]]
    figures = (
        (_("Live engagements"), len(live)),
        (_("Contracts concerned"), live["contract_id"].nunique()),
        (_("Sections concerned"), live["section"].nunique()),
        (_("With SPI"), int((live["data_class"] == "spi").sum())),
        (_("In breach"), int((work["standing"] == "breach").sum())),
    )
    with st.container(horizontal=True):
        for label, figure in figures:
            st.metric(label, f"{figure:,}")


def show(here: Here, organisation: Organisation, work: pd.DataFrame) -> None:
    picked = tables.show(
        work.assign(
            phase=[_phase(row) for row in rows.of(work)],
            place=[states.tier(tier) for tier in work["tier"]],
            parent_organisation=work["parent_organisation"].fillna(""),
            permission_state=choices.column(work["permission_state"], partial(states.plain, "permission_state")),
            confirmation_state=choices.column(work["confirmation_state"], partial(states.plain, "confirmation_state")),
        ),
        {
            "contract_number": Column(_("Contract no."), rank=1),
            "place": Column(_("Tier"), rank=6),
            "phase": Column(_("Phase"), rank=6),
            "standing": Column(_("Standing"), lambda code: states.plain("standing", code), rank=1),
            "permission_state": Column(_("Permission"), width=130, rank=3),
            "confirmation_state": Column(_("Confirmation"), width=130, rank=4),
            "audit_state": Column(_("Audit"), lambda code: states.plain("audit_state", code), width=130, rank=3),
            "work": Column(_("Work")),
            "section": Column(_("Section")),
            "parent_organisation": Column(_("Under")),
        },
        key="organisation_work",
        empty=_("This organisation is not engaged anywhere on that day."),
    )
    if picked is not None:
        st.page_link(
            frame.page_path("contracts"),
            label=_("Open contract {number}", number=literal(picked["contract_number"])),
            icon=":material/arrow_forward:",
            query_params={"contract": str(picked["contract_id"])},
        )
    _offer_work(here, organisation, work)


def _phase(row: Row) -> str:
    if row["is_live"]:
        return _("Live")
    return _("Ended") if row["is_begun"] else _("To come")


def _offer_work(here: Here, organisation: Organisation, work: pd.DataFrame) -> None:
    worded = {
        kind: [states.word(kind, code) for code in work[kind]]
        for kind in ("permission_state", "confirmation_state", "audit_state", "standing")
    }
    downloads.offer(
        here,
        work.assign(
            tier=[states.tier(tier) for tier in work["tier"]],
            phase=[_phase(row) for row in rows.of(work)],
            data_class=[states.data_class(code) for code in work["data_class"]],
            **worded,
        ),
        {
            "contract_number": _("Contract no."),
            "contract_title": _("Title"),
            "section": _("Section"),
            "tier": _("Tier"),
            "parent_organisation": _("Under"),
            "work": _("Work"),
            "data_class": _("Data class"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "phase": _("Phase"),
            "permission_state": _("Permission"),
            "confirmation_state": _("Confirmation"),
            "audit_state": _("Audit"),
            "last_audited_on": _("Last audited on"),
            "next_audit_due_on": _("Next audit due"),
            "standing": _("Standing"),
        },
        report="organisation_engagements",
        filters={"organisation": organisation.name},
    )
