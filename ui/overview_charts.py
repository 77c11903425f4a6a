"""The charts of the overview. A click, or a row of the same numbers as a table, leads to the list behind it."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from kantoku import rules
from kantoku.wording import _
from ui import charts, frame, readings, rule_map, states, tables
from ui.page import Here
from ui.tables import Column

Address = Mapping[str, str | None]

_HALF = 400
"""The pixels across that a table has under a chart, at the least."""


def show(here: Here) -> None:
    """All of them."""
    with st.grid(2, min_column_width=420):
        coverage(here)
        due(here)
    rules_by_section(here)


def coverage(here: Here) -> None:
    """Audits by section."""
    rows = readings.kept(here, "overview_sections")
    columns = {"section": Column(_("Section"), charts.section_name)} | {
        state: Column(states.word("audit_state", state), is_number=True) for state in charts.AUDIT_STATES
    }
    _show(
        _("Audits by section"),
        lambda: (charts.coverage(rows), charts.described_coverage(rows)),
        (rows, columns),
        key="coverage",
        mark=lambda section, state: {"view": "personal", "section": section or charts.NO_SECTION, "audit": state},
        row=lambda picked: {"view": "personal", "section": picked["section"] or charts.NO_SECTION},
    )


def due(here: Here) -> None:
    """What falls due within twelve months."""
    rows = readings.kept(here, "overview_due")
    columns = {
        "month": Column(_("Month"), charts.month_name),
        "kind": Column(_("What falls due"), lambda kind: _(charts.KINDS[kind])),
        "due": Column(_("Count"), is_number=True),
    }
    _show(
        _("Due within twelve months"),
        lambda: (charts.due(rows, here.as_of), charts.described_due(rows)),
        (rows, columns),
        key="due",
        mark=lambda kind, month: {"view": kind, "month": month},
        row=lambda picked: {"view": picked["kind"], "month": f"{picked['month']:%Y-%m-%d}"},
    )


def rules_by_section(here: Here) -> None:
    """Which rules are broken where."""
    rows = readings.kept(here, "overview_rules")
    columns = {
        "level": Column(_("Level"), lambda code: states.plain("level", code)),
        "rule": Column(_("Rule"), lambda rule: f"{rule} {rules.load()[rule].title}", width=130),
        "section": Column(_("Section"), charts.section_name),
        "hits": Column(_("Count"), is_number=True),
    }
    _show(
        _("Rules broken, by section"),
        lambda: (rule_map.figure(rows), rule_map.described(rows)),
        (rows, columns),
        key="rules",
        mark=lambda rule, section, level: {
            "rule": rule,
            "level": level,
            "section": section if section is None else section or charts.NO_SECTION,
        },
        row=lambda picked: {
            "rule": picked["rule"],
            "level": picked["level"],
            "section": picked["section"] or charts.NO_SECTION,
        },
    )


def _show(
    title: str,
    draw: Callable[[], tuple[go.Figure, str]],
    table: tuple[pd.DataFrame, Mapping[str, Column]],
    *,
    key: str,
    mark: Callable[..., Address],
    row: Callable[[Any], Address],
) -> None:
    """A chart, and its numbers as a table for whoever does not see or click it. mark, row: where a pick leads."""
    rows, columns = table
    with st.container(border=True, height="stretch"):
        st.markdown(f"### {title}")
        if rows.empty:
            st.info(_("There is nothing to show here."), icon=":material/inbox:")
            return
        figure, alt = draw()
        clicked = charts.draw(figure, key=key, alt=alt)
        # The table is sent to the browser once somebody asks for it.
        numbers = st.expander(_("As a table"), icon=":material/table:", key=f"{key}_numbers", on_change="rerun")
        picked = None
        if numbers.open:
            with numbers:
                picked = tables.show(rows, columns, key=f"{key}_table", empty="", across=_HALF)
    if clicked or picked is not None:
        address = mark(*clicked) if clicked else row(picked)
        query = {name: value for name, value in address.items() if value}
        st.switch_page(frame.page_path("attention"), query_params=query)
