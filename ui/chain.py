"""The chain of one contract as a tree diagram (系統図): a column a tier, a box an organisation, from left to right.

It is a nested list, so that it can be read aloud, searched and copied, and needs no picture. The colours follow the
light or dark ground by themselves (`light-dark()`).
"""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from kantoku.exports.states import tier
from kantoku.printing.chain import Box, Chip, boxes, described

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


def show(rows: pd.DataFrame) -> None:
    """Draws the chain of one contract. rows: as `boxes` takes them."""
    st.html(html(rows))


def html(rows: pd.DataFrame) -> str:
    """The diagram as HTML with nothing but inline styles."""
    deepest = max(rows["tier"], default=1)
    return (
        f'<div role="group" aria-label="{escape(described(rows))}" tabindex="0" '
        f'style="container-type:inline-size;overflow-x:auto;padding:2px 2px 10px;font-size:0.8125rem;line-height:1.5">'
        f'<div style="--box:{_width(deepest)}">{_headings(deepest)}{_list(boxes(rows), is_top=True)}</div></div>'
    )


def _width(deepest: int) -> str:
    """As wide as the tiers beside each other leave room for, within what can be read."""
    share = f"(100cqi - {deepest * _GAP}px) / {deepest}"
    return f"clamp({_NARROWEST}px, {share}, {_WIDEST}px)"


def _headings(deepest: int) -> str:
    cells = "".join(
        f'<div style="flex:none;width:{_WIDTH};margin-right:{_GAP}px;padding:2px 10px;border-radius:4px;'
        f'background:{_BAND};color:{_FAINT};font-weight:700;font-size:0.75rem">{escape(tier(number))}</div>'
        for number in range(1, deepest + 1)
    )
    return f'<div aria-hidden="true" style="display:flex;margin-bottom:10px;width:max-content">{cells}</div>'


def _list(shown: Sequence[Box], *, is_top: bool = False) -> str:
    if not shown:
        return ""
    items = "".join(
        f'<li style="display:flex;align-items:stretch;margin:0;padding:0">'
        f"{'' if is_top else _elbow(place, len(shown))}"
        f'<div style="flex:none;width:{_WIDTH};padding-bottom:10px">{_box(box)}</div>'
        f"{_list(box.under)}</li>"
        for place, box in enumerate(shown)
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


def _box(box: Box) -> str:
    line, width = ("dashed", 2) if box.alarm else ("solid", 1)
    edge, mark = (_ALARM, _ALARM) if box.alarm else (_EDGE, box.mark)
    return (
        f'<div style="border:{width}px {line} {edge};border-left:5px {line} {mark};'
        f"border-radius:6px;background:{_BAND if box.is_over else _GROUND};padding:4px 8px 6px;font-size:0.75rem;"
        f'line-height:1.5"><div style="color:{_FAINT}">{escape(box.above)}</div>'
        f'<div style="font-weight:700;font-size:0.875rem;overflow-wrap:anywhere">{escape(box.name)}</div>'
        f"{_alarm(box)}{_chips(box)}</div>"
    )


def _alarm(box: Box) -> str:
    if not box.alarm:
        return ""
    return f'<div style="color:{_ALARM};font-weight:700"><span aria-hidden="true">⚠ </span>{escape(box.alarm)}</div>'


def _chips(box: Box) -> str:
    if not box.chips:
        return ""
    return f'<div style="display:flex;flex-wrap:wrap;gap:3px;margin-top:4px">{"".join(map(_chip, box.chips))}</div>'


def _chip(chip: Chip) -> str:
    ground, text = _TONES[chip.role.colour]
    after = f'<span style="font-weight:400"> {escape(chip.note)}</span>' if chip.note else ""
    return (
        f'<span style="background:{ground};color:{text};border-radius:4px;padding:0 5px;font-weight:700">'
        f'<span aria-hidden="true">{chip.role.sign}</span> {escape(chip.word)}{after}</span>'
    )
