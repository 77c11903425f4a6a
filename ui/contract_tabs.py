"""The parts of a contract's page: its chain, what it lacks, and every record that belongs to it."""

import pandas as pd
import streamlit as st

from kantoku.records import Contract
from kantoku.records.base import fields
from kantoku.wording import _
from ui import address, clauses, contract_chain, contract_records, contract_rules, entries, facts, values
from ui.page import Here


def show(here: Here, contract_id: str, contract: Contract, tiers: pd.DataFrame, hits: pd.DataFrame) -> None:
    """The tabs, of which only the open one is read."""
    parts = {
        "chain": (_("Chain"), lambda: contract_chain.show(here, contract_id, contract, tiers)),
        "rules": (_("To see to ({count})", count=len(hits)), lambda: contract_rules.show(contract_id, hits)),
        "permissions": (_("Permission"), lambda: contract_records.permissions(here, contract_id)),
        "confirmations": (_("Confirmation"), lambda: contract_records.confirmations(here, contract_id)),
        "audits": (_("Audit"), lambda: contract_records.audits(here, contract_id)),
        "findings": (_("Findings"), lambda: contract_records.findings(here, contract_id)),
        "contract": (_("Contract terms"), lambda: _terms(here, contract)),
        "history": (
            _("History"),
            lambda: entries.browse(
                here, here.read("contract_history", contract=contract_id), key="history", within=contract_id
            ),
        ),
    }
    chosen = address.segments(
        _("Part of the page"), {code: label for code, (label, _show) in parts.items()}, name="tab"
    )
    parts[chosen][1]()


def _terms(here: Here, contract: Contract) -> None:
    """Everything the contract says, and its clauses."""
    known = values.names(here, [contract.organisation_id])
    shown = values.of_record(contract, known)
    facts.pairs(
        [(_(field.about.label), shown[field.name]) for field in fields(Contract) if field.name != "clauses"], width=260
    )
    st.markdown(f"### {_('Contract clauses')}")
    if contract.data_class == "spi" and (unseen := clauses.unseen(contract.clauses)):
        st.markdown(
            f":orange-badge[:material/edit_note: {_('Still missing')}] "
            + _("{count} of the clauses that must be there for Specific Personal Information", count=len(unseen))
        )
    clauses.show(contract.clauses)
