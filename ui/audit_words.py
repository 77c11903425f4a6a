"""The words of audits and findings: how far each has come, and whom an audit is about."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from kantoku.records.audit import AuditMethod
from kantoku.records.base import Choice
from kantoku.wording import N_, _, language
from ui import states
from ui.states import BAD, GOOD, LATE, NEUTRAL, UNDER_WAY, WARNING, State

AUDIT_COURSES: Mapping[str, State] = {
    "late": State(N_("Planned day passed"), LATE, "event_busy"),
    "planned": State(N_("Planned"), UNDER_WAY, "event"),
    "awaited": State(N_("Report not yet in"), WARNING, "mark_email_unread"),
    "open": State(N_("Not yet reported"), WARNING, "outbox"),
    "unassigned": State(N_("Findings without an owner or date"), WARNING, "person_off"),
    "closed": State(N_("Audit reported"), GOOD, "task_alt"),
}
FINDING_COURSES: Mapping[str, State] = {
    "overdue": State(N_("Correction overdue"), BAD, "alarm"),
    "open": State(N_("To be corrected"), UNDER_WAY, "build"),
    "reported": State(N_("Waits to be verified"), WARNING, "fact_check"),
    "closed": State(N_("Correction closed"), NEUTRAL, "task_alt"),
}


RISKS = {
    "high": State(N_("High"), BAD, "priority_high"),
    "medium": State(N_("Medium"), WARNING, "drag_handle"),
    "low": State(N_("Low"), NEUTRAL, "remove"),
}


def risk(code: Any) -> str:
    """Sign and word of how much an audit matters."""
    return course(RISKS, code)


def course(courses: Mapping[str, State], code: Any) -> str:
    """Sign and word of how far it has come."""
    return f"{courses[code].role.sign} {_(courses[code].word)}" if code in courses else ""


def badge(courses: Mapping[str, State], code: str) -> str:
    state = courses[code]
    return f":{state.role.colour}-badge[:material/{state.icon}: {_(state.word)}]"


def methods(codes: Any) -> str:
    """The methods of an audit, as a row of the read model holds them."""
    held = codes.tolist() if isinstance(codes, np.ndarray) else codes
    separator = "、" if language() == "ja" else ", "
    return separator.join(chosen(AuditMethod, code) for code in held) if isinstance(held, list) else ""


def chosen(vocabulary: type[Choice], code: Any) -> str:
    """The wording of a code of a vocabulary; nothing for none."""
    return next((_(each.label) for each in vocabulary if each == code), "")


def engagement(row: Any) -> str:
    """An engagement in one line: contract, tier, organisation and what the contract is about."""
    return f"{row['contract_number']} {states.tier(row['tier'])} {row['organisation']}（{row['contract_title']}）"


def engagements(rows: pd.DataFrame) -> dict[str, str]:
    """The engagements to choose from: id → one line each."""
    return {row["engagement_id"]: engagement(row) for row in rows.to_dict("records")}
