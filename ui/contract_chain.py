"""Who works for whom under one contract, and what can be done with each of them."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.printing import chain_sheet
from kantoku.records import Contract, Subcontract
from kantoku.records.stage import Stage
from kantoku.records.vocabulary import DataClass
from kantoku.wording import _
from ui import (
    address,
    chain,
    choices,
    contract_acts,
    contract_terms,
    documents,
    downloads,
    finding_form,
    frame,
    states,
    tables,
)
from ui.literal import literal
from ui.page import Here
from ui.tables import Column


def show(here: Here, contract_id: str, contract: Contract, tiers: pd.DataFrame) -> None:
    """The chain as a tree and as a list. tiers: rows of contract_chain."""
    chain.show(tiers)
    downloads.pdf(
        here,
        _("Diagram of the chain (PDF)"),
        downloads.file_name(chain_sheet.title(), contract.number, f"{here.as_of:%Y%m%d}", ending=".pdf"),
        partial(chain_sheet.pdf, here.ledger, contract_id),
    )
    picked = tables.show(
        tiers.assign(
            place=choices.column(tiers["tier"], states.tier),
            permission=[_permission(*row) for row in zip(tiers["permission_state"], tiers["rules"], strict=True)],
        ),
        {
            "place": Column(_("Tier")),
            "organisation": Column(_("Organisation"), rank=1),
            "work": Column(_("Work"), rank=8),
            "permission": Column(_("Permission"), width=120, rank=2),
            "audit_state": Column(_("Audit"), lambda code: states.plain("audit_state", code), width=120, rank=3),
            "standing": Column(_("Standing"), lambda code: states.plain("standing", code), rank=1),
        },
        key=f"chain_{contract_id}",
        empty=_("No engagement stands in the chain on that day."),
    )
    if picked is None:
        st.caption(_("Pick a row to act on that organisation."))
    else:
        _engagement(here, contract_id, picked, has_ended=contract.stage is Stage.ENDED)
    downloads.offer(
        here,
        tiers.assign(
            tier=[states.tier(tier) for tier in tiers["tier"]],
            permission_state=[states.word("permission_state", code) for code in tiers["permission_state"]],
            confirmation_state=[states.word("confirmation_state", code) for code in tiers["confirmation_state"]],
            audit_state=[states.word("audit_state", code) for code in tiers["audit_state"]],
            standing=[states.word("standing", code) for code in tiers["standing"]],
            data_class=[states.data_class(code) for code in tiers["data_class"]],
        ),
        {
            "tier": _("Tier"),
            "organisation": _("Organisation"),
            "parent_organisation": _("Under"),
            "work": _("Work"),
            "data_class": _("Data class"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "permission_state": _("Permission"),
            "confirmation_state": _("Confirmation"),
            "audit_state": _("Audit"),
            "next_audit_due_on": _("Next audit due"),
            "standing": _("Standing"),
        },
        report="contract_chain",
        filters={"contract": contract.number},
    )


def _permission(state: str, rules: Any) -> str:
    """The state of a permission, and whether it needs a new confirmation (R31)."""
    again = f" ▲ {_('To be confirmed again')}" if "R31" in list(rules) else ""
    return f"{states.plain('permission_state', state)}{again}"


def _engagement(here: Here, contract_id: str, row: pd.Series, *, has_ended: bool) -> None:
    """What is known of one engagement of the chain, and what can be done with it. has_ended: its contract."""
    engagement_id = str(row["engagement_id"])
    with st.container(border=True):
        st.markdown(f"**{literal(row['organisation'])}**（{states.tier(row['tier'])}）")
        if row["tier"] > 1:
            record, _revision = here.ledger.get("subcontract", engagement_id, at_seq=here.at_seq)
            contract_terms.of_subcontract(
                here, Subcontract.model_validate(record), is_spi=row["data_class"] == DataClass.SPI
            )
            documents.panel(here, "subcontract", engagement_id)
        contract_acts.links(engagement_id, has_ended=has_ended, is_below=row["tier"] > 1)
        with st.container(horizontal=True):
            for act, label, icon, is_offered in (
                ("found", _("Record a subcontract found under it"), ":material/person_search:", True),
                ("correct-subcontract", _("Correct"), ":material/edit:", row["tier"] > 1),
                ("withdraw-subcontract", _("Withdraw"), ":material/undo:", row["tier"] > 1),
            ):
                if is_offered:
                    st.button(
                        label,
                        key=f"row_{act}",
                        icon=icon,
                        on_click=address.go,
                        args=(contract_acts.PLACES,),
                        kwargs={"contract": contract_id, "act": act, "engagement": engagement_id},
                        disabled=not here.can_write,
                    )
            st.page_link(
                frame.page_path("audits"),
                label=_("Record a finding"),
                icon=":material/flag:",
                query_params={"act": finding_form.ACT, "engagement": engagement_id},
            )
            st.page_link(
                frame.page_path("organisations"),
                label=_("Page of this organisation"),
                icon=":material/apartment:",
                query_params={"organisation": str(row["organisation_id"])},
            )
