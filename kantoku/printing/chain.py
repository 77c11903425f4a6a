"""The chain of one contract (再委託系統図): for each organisation what its box says, and who works under it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kantoku.dates import wareki
from kantoku.exports.looks import LATE, NEUTRAL, STATES, Role, data_class, word
from kantoku.exports.states import tier
from kantoku.wording import _, language

_HOLDS = ("permitted", "conditional", "not_required")
_AUDIT_RULES = {"R15", "R16"}  # broken from the day after the audit was due

Row = Mapping[Hashable, Any]


@dataclass(frozen=True)
class Chip:
    """One state: its word and what it means for the reader. note: what it is due by."""

    role: Role
    word: str
    note: str = ""


@dataclass(frozen=True)
class Box:
    """One organisation. above: its tier and data. alarm: what stands against its work, '' for nothing.

    mark: the colour of its permission, as #rrggbb. under: those that work for it.
    """

    name: str
    above: str
    alarm: str
    mark: str
    chips: Sequence[Chip]
    is_over: bool
    under: Sequence["Box"]


def boxes(rows: pd.DataFrame) -> list[Box]:
    """The boxes on top, in order.

    rows: the contract's status rows, with engagement_id, parent_id, tier, organisation, data_class, needs_permission,
    permission_state, grounded, is_begun, is_live, ends_on, confirmation_state, audit_state, next_audit_due_on, rules.
    """
    nodes = rows.to_dict("records")
    known = {row["engagement_id"] for row in nodes}
    under: dict[Any, list[Row]] = {}
    for row in sorted(nodes, key=lambda row: (row["tier"], str(row["organisation"]), row["engagement_id"])):
        under.setdefault(row["parent_id"] if row["parent_id"] in known else None, []).append(row)
    return _under(under, None)


def described(rows: pd.DataFrame) -> str:
    """The diagram in one sentence."""
    nodes = rows.to_dict("records")
    never = [row for row in nodes if row["audit_state"] == "never"]
    told = _(
        "Tree of {count} organisations to tier {tier}; {unpermitted} work without permission, {never} never audited",
        count=len(nodes),
        tier=max((int(row["tier"]) for row in nodes), default=0),
        unpermitted=sum(map(_is_unpermitted, nodes)),
        never=len(never),
    )
    due, to_come = sum(map(_is_audit_late, never)), sum(map(_is_audit_to_come, never))
    split = _(" ({due} past their day, {to_come} not due yet)", due=due, to_come=to_come) if due or to_come else ""
    return told + split + ("。" if language() == "ja" else ".")


def _under(under: Mapping[Any, Sequence[Row]], parent: Any) -> list[Box]:
    return [
        Box(
            name=str(row["organisation"]),
            above=_above(row),
            alarm=_alarm(row),
            mark=STATES["permission_state"][row["permission_state"]].role.mark,
            chips=_chips(row),
            is_over=_is_over(row),
            under=_under(under, row["engagement_id"]),
        )
        for row in under.get(parent, ())
    ]


def _above(row: Row) -> str:
    parts = [tier(row["tier"]), data_class(row["data_class"])]
    if _is_over(row):
        parts.append(_("work ended"))
    elif not row["is_begun"]:
        parts.append(_("work not begun"))
    return " ・ ".join(parts)


def _alarm(row: Row) -> str:
    if _is_unpermitted(row):
        return _("Working without permission")
    is_ungrounded = not row["grounded"] and row["is_begun"] and row["permission_state"] in _HOLDS
    return _("A tier above is not permitted") if is_ungrounded else ""


def _chips(row: Row) -> list[Chip]:
    shown = [_chip("permission_state", row["permission_state"])] if row["tier"] > 1 else []
    if row["audit_state"] != "not_required":
        shown += [_confirmation(row), _audit(row)]
    return shown


def _audit(row: Row) -> Chip:
    """Work whose first audit is not due yet is in order: nothing stands against it."""
    if _is_audit_to_come(row):
        return Chip(NEUTRAL, _("Never audited (not due yet)"), _due(row))
    return _chip("audit_state", row["audit_state"], _due(row))


def _is_audit_late(row: Row) -> bool:
    return not _AUDIT_RULES.isdisjoint(row.get("rules", ()))


def _is_audit_to_come(row: Row) -> bool:
    """What has ended has no next audit, so that none is to come."""
    return bool(row["audit_state"] == "never" and pd.notna(row["next_audit_due_on"]) and not _is_audit_late(row))


def _confirmation(row: Row) -> Chip:
    """What the last confirmation is worth, and whether something has changed since (R31)."""
    if row["confirmation_state"] == "positive" and "R31" in list(row.get("rules", ())):
        return Chip(LATE, _("To be confirmed again"))
    return _chip("confirmation_state", row["confirmation_state"])


def _due(row: Row) -> str:
    due = row["next_audit_due_on"]
    if row["audit_state"] == "covered" or pd.isna(due):
        return ""
    return _("due {day}", day=wareki(due.date(), short=True) if language() == "ja" else due.date().isoformat())


def _chip(kind: str, code: str, note: str = "") -> Chip:
    return Chip(STATES[kind][code].role, word(kind, code), note)


def _is_unpermitted(row: Row) -> bool:
    """Begun, and in need of a permission that it does not have."""
    return bool(row["needs_permission"] and row["is_begun"] and row["permission_state"] not in _HOLDS)


def _is_over(row: Row) -> bool:
    return bool(row["is_begun"]) and not row["is_live"]
