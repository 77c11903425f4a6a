"""An audit while it is being recorded: what was on record, and what is typed over it."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.records import Audit
from kantoku.records.audit import AuditMethod
from ui import audit_scope, forms, saving
from ui.page import Here


@dataclass
class Draft:
    """What is being recorded. key: sets the form apart; base: the revision it was opened at, 0 for a new audit."""

    key: str
    audit: Audit | None
    base: int
    audit_id: str | None
    engagements: list[str]
    contract: str | None
    raw: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_correction(self) -> bool:
        return self.audit is not None and self.audit.audited_on is not None

    @property
    def start(self) -> dict[str, Any]:
        begun = forms.as_start(self.audit) if self.audit else {}
        return begun if self.is_correction or begun.get("methods") else begun | {"methods": [AuditMethod.ON_SITE]}

    def keep_typed(self) -> None:
        """What was typed outlasts a change between the short and the long form, which do not show the same fields."""
        for name in (*Audit.model_fields, "auditors_line"):
            place = f"{self.key}_{name}"
            # A table keeps its own state, which nobody may set.
            if place in st.session_state and not isinstance(st.session_state[place], dict):
                st.session_state[place] = st.session_state[place]

    def ask(self, *names: str, columns: int = 2) -> None:
        self.raw |= forms.ask(
            Audit, list(names), key=self.key, start=self.start, columns=columns, needed=("audited_on",)
        )

    def values(self, rows: pd.DataFrame) -> dict[str, Any]:
        """All that is on record, with what was typed over it; what this form does not show stays."""
        kept = self.audit.model_dump() if self.audit else {}
        extra = dict(self.extra)
        systems = extra.pop("systems", None)
        if systems is None:
            systems = [each.model_dump() for each in self.audit.subjects if each.section] if self.audit else []
        return {**kept, **forms.typed(Audit, self.raw), **extra, "subjects": audit_scope.subjects(rows) + systems}


def opened(here: Here, audit_id: str | None, engagement_id: str | None) -> Draft:
    """The form as it was opened: the revision is kept while its fields are on the screen."""
    key = f"audit_{audit_id or engagement_id or 'new'}"
    if not audit_id:
        rows = audit_scope.read(here, engagements=[engagement_id] if engagement_id else [])
        contract = str(rows["contract_id"].iloc[0]) if len(rows) else None
        return Draft(key, None, 0, None, list(rows["engagement_id"]), contract)
    audit, revision = here.ledger.get("audit", audit_id)
    if not isinstance(audit, Audit):
        raise TypeError(audit_id)
    contracts = {subject.contract_id for subject in audit.subjects if subject.contract_id}
    return Draft(
        key,
        audit,
        saving.opened_at(key, revision, field=f"{key}_audited_on"),
        audit_id,
        audit_scope.engagements_of(audit),
        contracts.pop() if len(contracts) == 1 else None,
    )
