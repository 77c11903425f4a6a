"""A number's way over time as small bars, drawn by the page itself.

(`st.metric` draws them with a whole chart library each, which took a third of the overview's time in the browser.)
"""

import datetime
from collections.abc import Sequence
from html import escape

import streamlit as st

from kantoku.dates import show_date
from kantoku.wording import _, language

_HEIGHT = 48
"""Pixels that the highest bar takes."""


def show(title: str, days: Sequence[datetime.date], numbers: Sequence[int]) -> None:
    """title: what is counted, already translated. days, numbers: as many as there are bars; the last one stands out."""
    most = max(numbers) or 1
    told = [f"{show_date(day, language())}: {number:,}" for day, number in zip(days, numbers, strict=True)]
    opacities = [0.4] * (len(numbers) - 1) + [0.85]
    bars = "".join(
        f'<div title="{escape(text)}" style="width:5px;border-radius:2px;background:currentColor;opacity:{opacity};'
        f'height:{max(2, round(number / most * _HEIGHT))}px"></div>'
        for number, text, opacity in zip(numbers, told, opacities, strict=True)
    )
    label = escape(_("{title} over time: {numbers}", title=title, numbers=" / ".join(told)))
    st.html(
        f'<div role="img" aria-label="{label}" style="display:flex;align-items:flex-end;'
        f'justify-content:space-between;height:{_HEIGHT}px;padding:0 4px">{bars}</div>'
    )
