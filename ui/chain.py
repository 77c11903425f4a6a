"""The chain of one contract as a tree diagram (系統図): a column a tier, a box an organisation, from left to right.

It is a nested list, so that it can be read aloud, searched and copied, and needs no picture. The colours follow the
light or dark ground by themselves (`light-dark()`).
"""

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import wareki
from kantoku.wording import _, language
from ui import states

_WIDEST, _NARROWEST = 222, 158  # px: a box
_GAP, _LEVEL = 24, 22  # px: the space before the next tier, the height at which lines meet boxes
_WIDTH = "var(--box)"

_LINE = "light-dark(#999999, #767676)"
_EDGE = "light-dark(#b3b3b3, #666666)"
_GROUND = "light-dark(#ffffff, #242424)"
_FAINT = "light-dark(#595959, #b3b3b3)"
_BAND = "light-dark(#f2f2f2, #2a2a2a)"
_ALARM = "light-dark(#ce0000, #ff7171)"
_TONES = {  # ground and text of a state's colour
    "green": ("light-dark(#e6f5ec, #0c472a)", "light-dark(#115a36, #9bd4b5)"),
    "blue": ("light-dark(#dcf0ff, #00316a)", "light-dark(#00428c, #c0e4ff)"),
    "yellow": ("light-dark(#fbf5e0, #4a3a00)", "light-dark(#604b00, #ffe380)"),
    "orange": ("light-dark(#ffeee2, #541e00)", "light-dark(#8b3200, #ffc199)"),
    "red": ("light-dark(#fdeeee, #4a0c0c)", "light-dark(#ce0000, #ff9696)"),
    "gray": ("light-dark(#f2f2f2, #3a3a3a)", "light-dark(#4d4d4d, #cccccc)"),
}
_HOLDS = ("permitted", "conditional", "not_required")

Row = Mapping[Hashable, Any]


def show(rows: pd.DataFrame) -> None:
    """Draws the chain of one contract.

    rows: its status rows, with engagement_id, parent_id, tier, organisation, data_class, needs_permission,
    permission_state, grounded, is_begun, is_live, ends_on, confirmation_state, audit_state, next_audit_due_on.
    """
    st.html(html(rows))


def html(rows: pd.DataFrame) -> str:
    """The diagram as HTML with nothing but inline styles."""
    nodes = rows.to_dict("records")
    known = {row["engagement_id"] for row in nodes}
    under: dict[Any, list[Row]] = {}
    for row in sorted(nodes, key=lambda row: (row["tier"], str(row["organisation"]), row["engagement_id"])):
        under.setdefault(row["parent_id"] if row["parent_id"] in known else None, []).append(row)
    deepest = max((row["tier"] for row in nodes), default=1)
    return (
        f'<div role="group" aria-label="{escape(described(rows))}" tabindex="0" '
        f'style="container-type:inline-size;overflow-x:auto;padding:2px 2px 10px;font-size:0.8125rem;line-height:1.5">'
        f'<div style="--box:{_width(deepest)}">{_headings(deepest)}{_list(under, None)}</div></div>'
    )


def _width(deepest: int) -> str:
    """As wide as the tiers beside each other leave room for, within what can be read."""
    share = f"(100cqi - {deepest * _GAP}px) / {deepest}"
    return f"clamp({_NARROWEST}px, {share}, {_WIDEST}px)"


def described(rows: pd.DataFrame) -> str:
    """The diagram in one sentence."""
    return _(
        "Tree of {count} organisations to tier {tier}; {unpermitted} work without permission, {never} never audited.",
        count=len(rows),
        tier=int(rows["tier"].max()) if len(rows) else 0,
        unpermitted=sum(_is_unpermitted(row) for row in rows.to_dict("records")),
        never=int((rows["audit_state"] == "never").sum()),
    )


def _headings(deepest: int) -> str:
    cells = "".join(
        f'<div style="flex:none;width:{_WIDTH};margin-right:{_GAP}px;padding:2px 10px;border-radius:4px;'
        f'background:{_BAND};color:{_FAINT};font-weight:700;font-size:0.75rem">{escape(states.tier(tier))}</div>'
        for tier in range(1, deepest + 1)
    )
    return f'<div aria-hidden="true" style="display:flex;margin-bottom:10px;width:max-content">{cells}</div>'


def _list(under: Mapping[Any, Sequence[Row]], parent: Any) -> str:
    rows = under.get(parent, ())
    if not rows:
        return ""
    items = "".join(
        f'<li style="display:flex;align-items:stretch;margin:0;padding:0">'
        f"{_elbow(place, len(rows)) if parent else ''}"
        f'<div style="flex:none;width:{_WIDTH};padding-bottom:10px">{_box(row)}</div>'
        f"{_list(under, row['engagement_id'])}</li>"
        for place, row in enumerate(rows)
    )
    return f'<ul style="list-style:none;margin:0;padding:0;display:flex;flex-direction:column">{items}</ul>'


def _elbow(place: int, count: int) -> str:
    """The line from the tier before: a trunk from the first to the last of the siblings, and a branch to this one."""
    is_last = place == count - 1
    trunk = f"border-left:2px solid {_LINE};" if count > 1 else ""
    above = "" if place == 0 else trunk
    corner = "border-bottom-left-radius:8px;" if is_last and place else ""
    half = _GAP // 2
    below = (
        "" if is_last else f'<div style="position:absolute;left:{half}px;top:{_LEVEL - 2}px;bottom:0;{trunk}"></div>'
    )
    return (
        f'<div aria-hidden="true" style="flex:none;width:{_GAP}px;position:relative">'
        f'<div style="position:absolute;left:{0 if place == 0 else half}px;right:0;top:0;height:{_LEVEL}px;'
        f'border-bottom:2px solid {_LINE};box-sizing:border-box;{above}{corner}"></div>{below}</div>'
    )


def _box(row: Row) -> str:
    colour = _ALARM if _is_alarming(row) else states.mark("permission_state", row["permission_state"])
    line, width = ("dashed", 2) if _is_alarming(row) else ("solid", 1)
    ground = _BAND if _is_over(row) else _GROUND
    name = str(row["organisation"])
    return (
        f'<div style="border:{width}px {line} {_ALARM if _is_alarming(row) else _EDGE};border-left:5px {line} {colour};'
        f'border-radius:6px;background:{ground};padding:4px 8px 6px;font-size:0.75rem;line-height:1.5">'
        f'<div style="color:{_FAINT}">{escape(_above(row))}</div>'
        f'<div style="font-weight:700;font-size:0.875rem;overflow-wrap:anywhere">{escape(name)}</div>'
        f"{_alarm(row)}{_chips(row)}</div>"
    )


def _above(row: Row) -> str:
    parts = [states.tier(row["tier"]), states.data_class(row["data_class"])]
    if _is_over(row):
        parts.append(_("work ended"))
    elif not row["is_begun"]:
        parts.append(_("work not begun"))
    return " ・ ".join(parts)


def _alarm(row: Row) -> str:
    if not _is_alarming(row):
        return ""
    says = _("Working without permission") if _is_unpermitted(row) else _("A tier above is not permitted")
    return f'<div style="color:{_ALARM};font-weight:700"><span aria-hidden="true">⚠ </span>{escape(says)}</div>'


def _chips(row: Row) -> str:
    shown = [_chip("permission_state", row["permission_state"])] if row["tier"] > 1 else []
    if row["audit_state"] != "not_required":
        shown.append(_confirmation(row))
        shown.append(_chip("audit_state", row["audit_state"], _due(row)))
    return f'<div style="display:flex;flex-wrap:wrap;gap:3px;margin-top:4px">{"".join(shown)}</div>' if shown else ""


def _confirmation(row: Row) -> str:
    """What the last confirmation is worth, and whether something has changed since (R31)."""
    is_outdated = row["confirmation_state"] == "positive" and "R31" in list(row.get("rules", ()))
    return (
        _worded(states.LATE, _("To be confirmed again"))
        if is_outdated
        else _chip("confirmation_state", row["confirmation_state"])
    )


def _due(row: Row) -> str:
    due = row["next_audit_due_on"]
    if row["audit_state"] == "covered" or pd.isna(due):
        return ""
    return _("due {day}", day=wareki(due.date(), short=True) if language() == "ja" else due.date().isoformat())


def _chip(kind: str, code: str, note: str = "") -> str:
    return _worded(states.STATES[kind][code].role, states.word(kind, code), note)


def _worded(role: states.Role, word: str, note: str = "") -> str:
    ground, text = _TONES[role.colour]
    after = f'<span style="font-weight:400"> {escape(note)}</span>' if note else ""
    return (
        f'<span style="background:{ground};color:{text};border-radius:4px;padding:0 5px;font-weight:700">'
        f'<span aria-hidden="true">{role.sign}</span> {escape(word)}{after}</span>'
    )


def _is_unpermitted(row: Row) -> bool:
    """Begun, and in need of a permission that it does not have."""
    return bool(row["needs_permission"] and row["is_begun"] and row["permission_state"] not in _HOLDS)


def _is_alarming(row: Row) -> bool:
    return _is_unpermitted(row) or (not row["grounded"] and bool(row["is_begun"]) and row["permission_state"] in _HOLDS)


def _is_over(row: Row) -> bool:
    return bool(row["is_begun"]) and not row["is_live"]
