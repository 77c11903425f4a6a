"""What R15 and R16 have in common: one engagement at work for years, and what its audits come to.

A contract and its permitted subcontract have run since 1 April 2025, so a first audit was due on 1 April 2026.
"""

from datetime import date
from typing import Any

from tests.office import PAPER, TODAY, TOMORROW, YESTERDAY, Office

RUNNING = {"starts_on": "2025-04-01", "ends_on": "2028-03-31"}
FIRST_DUE = date(2026, 4, 1)

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


def subcontract(office: Office, *, under: str | None = None, **values: Any) -> str:
    """Permitted work below a contract of those years."""
    work = office.subcontract(under or contract(office), **{**RUNNING, **values})
    office.permit(work, decided_on="2025-03-20", **PAPER)
    return work
