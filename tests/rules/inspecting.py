"""What R15 and R16 have in common: one engagement at work for years, and what its audits come to.

A contract and its permitted subcontract have run since 1 April 2025, so a first audit was due on 1 April 2026.
"""

from datetime import date
from typing import Any

import pandas as pd

from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

RUNNING = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}
FIRST_DUE = date(2026, 4, 1)
# Contracts of one year each.
YEAR_2024, YEAR_2025, YEAR_2026 = (
    {"starts_on": f"{year}-04-01", "ends_on": f"{year + 1}-03-31"} for year in (2024, 2025, 2026)
)

# An audit, and what audit_state it leads to today.
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "of today": ({}, "covered"),
    "half a year ago": ({"audited_on": "2026-05-20"}, "covered"),
    "due again in 61 days": ({"audited_on": "2026-01-20"}, "covered"),
    "due again in 60 days": ({"audited_on": "2026-01-19"}, "due_soon"),
    "due again today": ({"audited_on": "2025-11-20"}, "due_soon"),
    "due again yesterday": ({"audited_on": "2025-11-19"}, "overdue"),
    "years ago": ({"audited_on": "2025-04-02"}, "overdue"),
    "planned, not done": ({"audited_on": None, "planned_on": TOMORROW}, "never"),
    "to be done tomorrow": ({"audited_on": TOMORROW}, "never"),
    "a self-check": ({"audit_kind": "self_check"}, "never"),
}

# An audit that counts as done, but whose record lacks something.
INCOMPLETE: dict[str, dict[str, Any]] = {
    "without a method": {"methods": []},
    "remotely, without a reason": {"methods": ["remote"]},
    "without a result or an opinion": {"result": None},
    "through the contractor, its report not come": {"audit_kind": "through_contractor"},
    "on a method through the contractor, its report not come": {"methods": ["documents", "through_contractor"]},
}

COMPLETE: dict[str, dict[str, Any]] = {
    "on site": {"methods": ["on_site"]},
    "on paper": {"methods": ["documents"]},
    "remotely, with a reason": {"methods": ["remote"], "remote_reason": "遠隔地のため"},
    "with an opinion in place of a result": {"result": None, "opinion": "おおむね適正である。"},
    "through the contractor, its report received": {
        "audit_kind": "through_contractor",
        "conducted_by": "contractor",
        "methods": ["through_contractor"],
        "report_received_on": YESTERDAY,
    },
}


def contract(office: Office, **values: Any) -> str:
    return office.contract(**{**RUNNING, "none_declared_on": TODAY, **values})


def went_on(office: Office, former: str, **values: Any) -> str:
    """The contract that followed a contract, with the same contractor unless another is named."""
    organisation = office.ledger.get("contract", former)[0].organisation_id
    return contract(office, **{"organisation_id": organisation, "previous_id": former, **values})


def subcontract(office: Office, *, under: str | None = None, **values: Any) -> str:
    """Permitted work below a contract of those years."""
    work = office.subcontract(under or contract(office), **{**RUNNING, **values})
    office.permit(work, decided_on="2025-03-20", **PAPER)
    return work


def told(office: Office, contract_id: str, *, as_of: date, scope: str | None) -> list[list[str]]:
    """What the oversight of a scope tells of the audits under a contract: a row an engagement."""
    rows = office.ledger.read("oversight", as_of=as_of, scope=scope)
    names = ["engagement_id", "audit_state", "last_audited_on", "last_audit_id", "next_audit_due_on", "days_overdue"]
    own = rows.loc[rows["contract_id"] == contract_id, [*names, "is_last_audit_incomplete"]].sort_values(names[0])
    return [["" if pd.isna(value) else str(value) for value in row] for row in own.to_numpy()]
