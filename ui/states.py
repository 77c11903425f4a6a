"""How every state of the oversight is shown: its word, its sign, its icon and its colour, never the colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kantoku.records.vocabulary import DataClass
from kantoku.wording import N_, _


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


STATES: Mapping[str, Mapping[str, State]] = {
    "permission_state": {
        "permitted": State(N_("Permitted"), GOOD, "verified"),
        "conditional": State(N_("Permitted with conditions"), GOOD, "verified"),
        "requested": State(N_("Requested, undecided"), UNDER_WAY, "hourglass_top"),
        "none": State(N_("Never requested"), BAD, "block"),
        "refused": State(N_("Refused"), BAD, "cancel"),
        "lapsed": State(N_("Permission lapsed"), BAD, "event_busy"),
        "revoked": State(N_("Permission revoked"), BAD, "cancel"),
        "withdrawn": State(N_("Request withdrawn"), BAD, "undo"),
        "not_required": State(N_("No permission needed"), NEUTRAL, "remove"),
    },
    "confirmation_state": {
        "positive": State(N_("Handling confirmed"), GOOD, "fact_check"),
        "expired": State(N_("Confirmation expired"), LATE, "event_busy"),
        "negative": State(N_("Control not secured"), BAD, "gpp_bad"),
        "incomplete": State(N_("Confirmation incomplete"), WARNING, "edit_note"),
        "none": State(N_("Handling unconfirmed"), BAD, "help"),
    },
    "audit_state": {
        "covered": State(N_("Audited in time"), GOOD, "task_alt"),
        "due_soon": State(N_("Audit due soon"), WARNING, "schedule"),
        "overdue": State(N_("Audit overdue"), LATE, "alarm"),
        "never": State(N_("No audit yet"), BAD, "report"),
        "not_required": State(N_("No audit needed"), NEUTRAL, "remove"),
    },
    "standing": {
        "in_order": State(N_("In order"), GOOD, "check_circle"),
        "needs_action": State(N_("Action needed"), WARNING, "error"),
        "breach": State(N_("Breach"), BAD, "gavel"),
    },
    "level": {
        "breach": State(N_("Breach"), BAD, "gavel"),
        "overdue": State(N_("Past its date"), LATE, "alarm"),
        "incomplete": State(N_("Something missing"), WARNING, "edit_note"),
    },
}

_DATA_CLASSES = {choice.value: choice.label for choice in DataClass}
_TIERS = {1: N_("Contractor"), 2: N_("Subcontractor"), 3: N_("Sub-subcontractor")}


def word(kind: str, code: Any) -> str:
    """The state in the language of the running context; nothing for none. kind: a key of STATES."""
    return "" if _is_none(code) else _(STATES[kind][code].word)


def plain(kind: str, code: Any) -> str:
    """Sign and word, for tables and files: `○ 許諾`."""
    return "" if _is_none(code) else f"{STATES[kind][code].role.sign} {word(kind, code)}"


def badge(kind: str, code: Any) -> str:
    """Markdown of a coloured badge with icon and word."""
    if _is_none(code):
        return ""
    state = STATES[kind][code]
    return f":{state.role.colour}-badge[:material/{state.icon}: {_(state.word)}]"


def mark(kind: str, code: str) -> str:
    """The colour of a state in charts, as #rrggbb."""
    return STATES[kind][code].role.mark


def tier(number: Any) -> str:
    """What an organisation at that tier is called: 委託先, 再委託先, 再々委託先, then 第4階層 and so on."""
    return _(_TIERS[number]) if number in _TIERS else _("Tier {number}", number=number)


def data_class(code: Any) -> str:
    """What personal data the work touches."""
    return "" if _is_none(code) else _(_DATA_CLASSES[code])


def _is_none(code: Any) -> bool:
    return code is None or bool(pd.isna(code))
