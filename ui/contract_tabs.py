"""The parts of a contract's page: its chain, what it lacks, and every record that belongs to it."""

import pandas as pd

from kantoku.records import Contract
from kantoku.wording import _
from ui import (
    address,
    contract_chain,
    contract_ending,
    contract_incidents,
    contract_records,
    contract_reports,
    contract_rules,
    contract_terms,
    documents,
    entries,
)
from ui.page import Here


def show(here: Here, contract_id: str, contract: Contract, tiers: pd.DataFrame, hits: pd.DataFrame) -> None:
    """The tabs, of which only the open one is read."""
    parts = {
        "chain": (_("Chain"), lambda: contract_chain.show(here, contract_id, contract, tiers)),
        "rules": (_("To see to ({count})", count=len(hits)), lambda: contract_rules.show(here, contract_id, hits)),
        "permissions": (_("Permission"), lambda: contract_records.permissions(here, contract_id)),
        "confirmations": (_("Confirmation"), lambda: contract_records.confirmations(here, contract_id)),
        "audits": (_("Audit"), lambda: contract_records.audits(here, contract_id)),
        "findings": (_("Findings"), lambda: contract_records.findings(here, contract_id)),
        "reports": (_("Periodic reports"), lambda: contract_reports.show(here, contract_id)),
        "incidents": (_("Incidents"), lambda: contract_incidents.show(here, contract_id)),
        "ending": (_("End of work"), lambda: contract_ending.show(here, contract_id, contract)),
        "documents": (_("Attached documents"), lambda: documents.under_contract(here, contract_id)),
        "contract": (_("Contract terms"), lambda: contract_terms.of_contract(here, contract)),
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
