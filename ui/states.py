"""How every state of the oversight is shown on the screen; words and signs are those of what is printed."""

from typing import Any

from kantoku.exports.looks import (
    BAD,
    GOOD,
    LATE,
    NEUTRAL,
    STATES,
    UNDER_WAY,
    WARNING,
    Role,
    State,
    data_class,
    mark,
    plain,
    word,
)
from kantoku.exports.states import tier

__all__ = [
    "BAD",
    "GOOD",
    "LATE",
    "NEUTRAL",
    "STATES",
    "UNDER_WAY",
    "WARNING",
    "Role",
    "State",
    "badge",
    "data_class",
    "mark",
    "plain",
    "tier",
    "word",
]


def badge(kind: str, code: Any) -> str:
    """Markdown of a coloured badge with icon and word; nothing for no state."""
    if not (said := word(kind, code)):
        return ""
    state = STATES[kind][code]
    return f":{state.role.colour}-badge[:material/{state.icon}: {said}]"
