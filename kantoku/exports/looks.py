"""How every state of the oversight is shown: its word, its sign, its icon and its colour, never the colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kantoku.exports.states import (
    AuditState,
    ConfirmationState,
    DisposalState,
    Level,
    PermissionState,
    Reportability,
    Standing,
)
from kantoku.records.base import Choice
from kantoku.records.incident import IncidentState
from kantoku.records.vocabulary import DataClass
from kantoku.wording import _


@dataclass(frozen=True)
class Role:
    """What a state means for the reader. sign: ○△× as offices write them. colour: of Streamlit's palette.

    mark: for charts and lines, with at least 3 : 1 on the light and on the dark ground.
    """

    sign: str
    colour: str
    mark: str


GOOD = Role("○", "green", "#197a4b")
UNDER_WAY = Role("◇", "blue", "#0066be")
WARNING = Role("△", "yellow", "#a58000")
LATE = Role("▲", "orange", "#c74700")
BAD = Role("×", "red", "#d60000")
NEUTRAL = Role("－", "gray", "#7f7f7f")


@dataclass(frozen=True)
class State:
    """One state. word: a message id; icon: a Material symbol."""

    word: str
    role: Role
    icon: str


Looks = Mapping[Choice, tuple[Role, str]]


def _of(looks: Looks) -> Mapping[str, State]:
    return {code: State(code.label, role, icon) for code, (role, icon) in looks.items()}


# What they are called stands with the vocabularies; here is only how they look.
STATES: Mapping[str, Mapping[str, State]] = {
    "permission_state": _of(
        {
            PermissionState.PERMITTED: (GOOD, "verified"),
            PermissionState.CONDITIONAL: (GOOD, "verified"),
            PermissionState.REQUESTED: (UNDER_WAY, "hourglass_top"),
            PermissionState.NONE: (BAD, "block"),
            PermissionState.REFUSED: (BAD, "cancel"),
            PermissionState.LAPSED: (BAD, "event_busy"),
            PermissionState.REVOKED: (BAD, "cancel"),
            PermissionState.WITHDRAWN: (BAD, "undo"),
            PermissionState.NOT_REQUIRED: (NEUTRAL, "remove"),
        }
    ),
    "confirmation_state": _of(
        {
            ConfirmationState.POSITIVE: (GOOD, "fact_check"),
            ConfirmationState.EXPIRED: (LATE, "event_busy"),
            ConfirmationState.NEGATIVE: (BAD, "gpp_bad"),
            ConfirmationState.INCOMPLETE: (WARNING, "edit_note"),
            ConfirmationState.NONE: (BAD, "help"),
        }
    ),
    "audit_state": _of(
        {
            AuditState.COVERED: (GOOD, "task_alt"),
            AuditState.DUE_SOON: (WARNING, "schedule"),
            AuditState.OVERDUE: (LATE, "alarm"),
            AuditState.NEVER: (BAD, "report"),
            AuditState.NOT_REQUIRED: (NEUTRAL, "remove"),
        }
    ),
    "standing": _of(
        {
            Standing.IN_ORDER: (GOOD, "check_circle"),
            Standing.NEEDS_ACTION: (WARNING, "error"),
            Standing.BREACH: (BAD, "gavel"),
            Standing.NOT_BEGUN: (NEUTRAL, "hourglass_empty"),
        }
    ),
    "level": _of(
        {
            Level.BREACH: (BAD, "gavel"),
            Level.OVERDUE: (LATE, "alarm"),
            Level.INCOMPLETE: (WARNING, "edit_note"),
        }
    ),
    "disposal_state": _of(
        {
            DisposalState.PROVED: (GOOD, "task_alt"),
            DisposalState.INCOMPLETE: (WARNING, "edit_note"),
            DisposalState.OVERDUE: (LATE, "alarm"),
            DisposalState.DUE: (WARNING, "schedule"),
            DisposalState.TO_COME: (UNDER_WAY, "hourglass_top"),
            DisposalState.NOT_NEEDED: (NEUTRAL, "remove"),
        }
    ),
    "incident_state": _of(
        {
            IncidentState.OPEN: (LATE, "emergency_home"),
            IncidentState.FIRST_REPORTED: (UNDER_WAY, "outgoing_mail"),
            IncidentState.FINALLY_REPORTED: (UNDER_WAY, "mark_email_read"),
            IncidentState.CLOSED: (GOOD, "task_alt"),
        }
    ),
    "reportability": _of(
        {
            Reportability.REPORTABLE: (BAD, "campaign"),
            Reportability.UNDETERMINED: (WARNING, "help"),
            Reportability.GUIDELINE: (UNDER_WAY, "info"),
            Reportability.EXEMPT: (NEUTRAL, "remove"),
        }
    ),
}

_DATA_CLASSES = {choice.value: choice.label for choice in DataClass}


def word(kind: str, code: Any) -> str:
    """The state in the language of the running context; nothing for none. kind: a key of STATES."""
    return "" if _is_none(code) else _(STATES[kind][code].word)


def plain(kind: str, code: Any) -> str:
    """Sign and word, for tables and files: `○ 許諾`."""
    return "" if _is_none(code) else f"{STATES[kind][code].role.sign} {word(kind, code)}"


def mark(kind: str, code: str) -> str:
    """The colour of a state in charts, as #rrggbb."""
    return STATES[kind][code].role.mark


def data_class(code: Any) -> str:
    """What personal data the work touches."""
    return "" if _is_none(code) else _(_DATA_CLASSES[code])


def _is_none(code: Any) -> bool:
    return code is None or bool(pd.isna(code))
