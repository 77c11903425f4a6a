"""The charts of the oversight. Every mark carries in its customdata what leads to the list behind it."""

import calendar
import datetime
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from kantoku.dates import add_months, show_month, wareki
from kantoku.wording import N_, _, language
from ui import states

AUDIT_STATES = ("covered", "due_soon", "overdue", "never")
KINDS = {
    "due_audit": N_("Audits due"),
    "due_confirmation": N_("Confirmations expiring"),
    "due_permission": N_("Permissions ending"),
}
NO_SECTION = "-"
"""In an address: the work of no section."""

_KIND_MARKS = {"due_audit": "#0066be", "due_confirmation": "#008299", "due_permission": "#8843e1"}
# Beside its colour, what a bar means shows in its pattern.
_PATTERNS = {"overdue": "/", "never": "x", "due_confirmation": "\\", "due_permission": "/"}
_HEIGHT = 336
_LINE = "rgba(128,128,128,0.25)"
_FONT = "'BIZ UDPGothic', 'BIZ UDGothic', 'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', Meiryo, sans-serif"


def draw(figure: go.Figure, *, key: str, alt: str) -> list[Any] | None:
    """Shows a figure; returns the customdata of the mark that was clicked, or None. alt: what it says, in words."""
    _ink(figure, is_dark=st.context.theme.type == "dark")
    event = st.plotly_chart(
        figure,
        key=key,
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
        alt=alt,
    )
    return clicked(event)


def clicked(event: Any) -> list[Any] | None:
    """The customdata of the first selected mark."""
    points = event["selection"]["points"] if event else []
    return list(points[0]["customdata"]) if points and points[0].get("customdata") else None


def coverage(sections: pd.DataFrame) -> go.Figure:
    """Audit coverage: a bar a section, a part a state. sections: rows of overview_sections.

    Customdata: section, audit state.
    """
    rows = sections.iloc[::-1].to_dict("records")
    bars = [
        _bar(
            states.plain("audit_state", state),
            _marker(states.mark("audit_state", state), _PATTERNS.get(state, "")),
            [int(row[state]) for row in rows],
            y=[section_mark(row["section"]) for row in rows],
            orientation="h",
            customdata=[(row["section"], state) for row in rows],
            hovertemplate=f"%{{y}}<br>{states.word('audit_state', state)} %{{x:,}}<extra></extra>",
        )
        for state in AUDIT_STATES
    ]
    figure = lay_out(go.Figure(bars), height=max(_HEIGHT, 84 + 36 * len(rows)), has_legend=True)
    figure.update_xaxes(**_SCALE)
    return figure


def due(dates: pd.DataFrame, as_of: datetime.date) -> go.Figure:
    """What falls due in the next twelve months: a bar a month, a part a kind. dates: rows of overview_due.

    Customdata: kind, first day of the month as ISO date.
    """
    months = [add_months(as_of.replace(day=1), n) for n in range(12)]
    found = {(row["kind"], row["month"].date()): int(row["due"]) for row in dates.to_dict("records")}
    bars = [
        _bar(
            _(label),
            _marker(_KIND_MARKS[kind], _PATTERNS.get(kind, "")),
            [found.get((kind, month), 0) for month in months],
            x=[_month(month, is_first=month == months[0]) for month in months],
            customdata=[(kind, month.isoformat()) for month in months],
            hovertemplate=f"%{{x}}<br>{_(label)} %{{y:,}}<extra></extra>",
        )
        for kind, label in KINDS.items()
    ]
    figure = lay_out(go.Figure(bars), height=_HEIGHT, has_legend=True)
    figure.update_xaxes(type="category", tickangle=0)
    figure.update_yaxes(**_SCALE)
    return figure


def described_coverage(sections: pd.DataFrame) -> str:
    """The coverage chart in one sentence."""
    total = {state: int(sections[state].sum()) for state in AUDIT_STATES}
    return _(
        "Audits by section: {covered} in time, {due_soon} due soon, {overdue} overdue, {never} never audited.", **total
    )


def described_due(dates: pd.DataFrame) -> str:
    """The chart of what falls due in one sentence."""
    total = dates.groupby("kind")["due"].sum()
    return _(
        "Due within twelve months: {audits} audits, {confirmations} confirmations, {permissions} permissions.",
        audits=int(total.get("due_audit", 0)),
        confirmations=int(total.get("due_confirmation", 0)),
        permissions=int(total.get("due_permission", 0)),
    )


def section_name(section: str) -> str:
    """A section as shown; the work of none has a name too."""
    return section or _("No section")


def section_mark(section: str) -> str:
    """The same on an axis, where `<` and `&` would begin markup."""
    return escape(section_name(section), quote=False)


def month_name(month: datetime.date) -> str:
    """令和8年11月, or 2026-11."""
    month = month.date() if isinstance(month, datetime.datetime) else month
    return show_month(month, language())


def lay_out(figure: go.Figure, *, height: int, has_legend: bool) -> go.Figure:
    """The figure with the look that all charts share."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 36 if has_legend else 8, "b": 8},
        barmode="stack",
        bargap=0.3,
        dragmode=False,
        showlegend=has_legend,
        legend={"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "traceorder": "normal"},
        font={"family": _FONT, "size": 13},
        hoverlabel={"font": {"family": _FONT, "size": 13}},
        uniformtext={"minsize": 11, "mode": "hide"},
    )
    figure.update_xaxes(fixedrange=True, automargin=True, tickfont={"size": 13})
    figure.update_yaxes(fixedrange=True, automargin=True, tickfont={"size": 13}, ticksuffix="  ")
    return figure


_SCALE = {"showgrid": True, "gridcolor": _LINE, "zeroline": False, "tickformat": ",d", "rangemode": "tozero"}


def _ink(figure: go.Figure, *, is_dark: bool) -> None:
    """Text in full contrast: the theme's own axis labels are too faint on the light ground."""
    ink = {"color": "#e6e6e6" if is_dark else "#333333"}
    figure.update_xaxes(tickfont=ink)
    figure.update_yaxes(tickfont=ink)
    figure.update_layout(legend={"font": ink})
    figure.update_traces(textfont=ink, selector={"type": "scatter"})


def _bar(name: str, marker: dict[str, Any], counts: list[int], **rest: Any) -> go.Bar:
    """One part of stacked bars, its numbers inside; rest: the axis of the names, and what plotly knows besides."""
    axis = "x" if rest.get("orientation") == "h" else "y"
    text = [f"{count:,}" if count else "" for count in counts]
    return go.Bar(
        name=name,
        marker=marker,
        text=text,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        **{axis: counts},
        **rest,
    )


def _marker(colour: str, pattern: str) -> dict[str, Any]:
    shape = {"shape": pattern, "bgcolor": colour, "fgcolor": "rgba(255,255,255,0.3)", "size": 7, "solidity": 0.14}
    return {"color": colour, "line": {"width": 0}, "pattern": shape}


def _month(month: datetime.date, *, is_first: bool) -> str:
    """11月, and below it the year where that begins."""
    has_year = is_first or month.month == 1
    if language() == "ja":
        return f"{month.month}月" + (f"<br>{wareki(month).split('年')[0]}年" if has_year else "")
    return calendar.month_abbr[month.month] + (f"<br>{month.year}" if has_year else "")
