"""What can fall due: how each kind is called, and the page on which it is seen to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from kantoku.wording import N_, _
from ui import frame


@dataclass(frozen=True)
class TaskKind:
    """title: a message id. page: its address. query: what the address names → the column of the row for it."""

    title: str
    page: str
    query: Mapping[str, str]


_ENGAGEMENT, _SUBJECT = {"engagement": "engagement_id"}, "subject_id"

KINDS: Mapping[str, TaskKind] = {
    "request": TaskKind(N_("Decide on the request"), "permissions", _ENGAGEMENT),
    "permission": TaskKind(N_("Permission ends"), "permissions", _ENGAGEMENT),
    "confirmation": TaskKind(N_("Confirm the handling again"), "confirmations", _ENGAGEMENT),
    "declaration": TaskKind(N_("Declaration of no subcontracting ends"), "contracts", {"contract": "contract_id"}),
    "audit": TaskKind(N_("Audit due"), "audits", _ENGAGEMENT),
    "planned_audit": TaskKind(N_("Audit planned"), "audits", {"audit": _SUBJECT}),
    "audit_report": TaskKind(N_("Report and evaluate the audit"), "audits", {"audit": _SUBJECT}),
    "finding": TaskKind(N_("Correction due"), "audits", {"finding": _SUBJECT}),
    "condition": TaskKind(N_("Condition of a permission due"), "permissions", _ENGAGEMENT),
    "notice": TaskKind(N_("Subcontractor told of the permission"), "permissions", _ENGAGEMENT),
    "advance_report": TaskKind(N_("Report under a permission in advance"), "permissions", _ENGAGEMENT),
    "report": TaskKind(N_("Periodic report due"), "reports", {"contract": "contract_id"}),
    "training": TaskKind(N_("Training to be attested"), "reports", {"contract": "contract_id"}),
    "disposal": TaskKind(N_("Return or disposal to be proved"), "contracts", {"contract": "contract_id"}),
    "incident": TaskKind(N_("Report or notice of an incident"), "incidents", {"incident": _SUBJECT}),
    "unpermitted": TaskKind(N_("Incident to be opened: no permission"), "incidents", _ENGAGEMENT),
    "pia": TaskKind(N_("Effect on the PIA statement to be judged"), "contracts", {"contract": "contract_id"}),
    "journal_review": TaskKind(N_("Journal to be reviewed"), "journal", {}),
    "start": TaskKind(N_("Contract begins"), "contracts", {"contract": "contract_id"}),
    "certification": TaskKind(N_("Certification ends"), "organisations", {"organisation": _SUBJECT}),
}


def title(what: str) -> str:
    return _(KINDS[what].title)


def open_page(row: Mapping[str, Any]) -> None:
    """Goes to where the thing is seen to."""
    kind = KINDS[row["what"]]
    query = {name: row[column] for name, column in kind.query.items()}
    st.switch_page(frame.page_path(kind.page), query_params=query)
