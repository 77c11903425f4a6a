"""The map of rules and sections: which rules are broken where, a row a rule at a level, a column a section."""

import textwrap
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kantoku import rules
from kantoku.wording import _
from ui import charts, states

SECTIONS_SHOWN = 12
"""How many sections have a column of their own; the others share one."""

_LEVELS = ("breach", "overdue", "incomplete")


@dataclass(frozen=True)
class Cell:
    """A rule at a level in a section (None: the others together), with the number of hits."""

    level: int
    rule: str
    section: str | None
    hits: int

    @property
    def row(self) -> tuple[int, str]:
        return self.level, self.rule


def figure(hits: pd.DataFrame) -> go.Figure:
    """The map, the worst levels on top, the sections with the most hits first. hits: rows of overview_rules.

    Customdata: rule, section (None for the others together), level.
    """
    cells, heads = _cells(hits)
    order = sorted({cell.row for cell in cells})
    names = {(level, rule): f"{_level(level).role.sign} {_folded(rules.load()[rule].title)}" for level, rule in order}
    most = max(cell.hits for cell in cells)
    grounds = [
        _ground([cell for cell in cells if cell.level == level], names, heads, _level(level).role.mark, most=most)
        for level in sorted({cell.level for cell in cells})
    ]
    row = 42 if any("<br>" in name for name in names.values()) else 32
    map_ = charts.lay_out(
        go.Figure([*grounds, _numbers(cells, names, heads)]), height=80 + row * len(order), has_legend=False
    )
    map_.update_yaxes(categoryarray=[names[row] for row in reversed(order)], **_axis(len(order)))
    map_.update_xaxes(categoryarray=list(heads.values()), side="top", autotickangles=[0, -45, -90], **_axis(len(heads)))
    return map_


def described(hits: pd.DataFrame) -> str:
    """The map in one sentence."""
    total = Counter({str(rule): int(count) for rule, count in hits.groupby("rule")["hits"].sum().items()})
    most = "、".join(f"{rules.load()[rule].title} {count}" for rule, count in total.most_common(3))
    return _("{hits} points to attend to, most of all: {most}.", hits=total.total(), most=most)


def _cells(hits: pd.DataFrame) -> tuple[list[Cell], dict[str | None, str]]:
    """The cells, and the columns: section → heading."""
    rows = hits.to_dict("records")
    total: Counter[str] = Counter()
    for row in rows:
        total[row["section"]] += row["hits"]
    most = sorted(total, key=lambda section: (-total[section], section))
    heads: dict[str | None, str] = {section: charts.section_mark(section) for section in most[:SECTIONS_SHOWN]}
    if len(most) > SECTIONS_SHOWN:
        heads[None] = _("{count} others", count=len(most) - SECTIONS_SHOWN)
    counted: Counter[tuple[int, str, str | None]] = Counter()
    for row in rows:
        section = row["section"] if row["section"] in heads else None
        counted[_LEVELS.index(row["level"]), row["rule"], section] += row["hits"]
    return [Cell(*place, count) for place, count in counted.items()], heads


def _folded(title: str) -> str:
    """A title on two lines where it is long."""
    return "<br>".join(textwrap.wrap(title, 26))


def _level(number: int) -> states.State:
    return states.STATES["level"][_LEVELS[number]]


def _axis(length: int) -> dict[str, Any]:
    return {"categoryorder": "array", "showgrid": False, "range": (-0.5, length - 0.5)}


def _ground(
    cells: list[Cell], names: dict[tuple[int, str], str], heads: dict[str | None, str], mark: str, *, most: int
) -> go.Heatmap:
    """The ground of the cells of one level: its colour, the fuller the more hits, full for the most on the map."""
    red, green, blue = (int(mark[at : at + 2], 16) for at in (1, 3, 5))
    return go.Heatmap(
        x=[heads[cell.section] for cell in cells],
        y=[names[cell.row] for cell in cells],
        z=[cell.hits**0.5 for cell in cells],
        zmin=0,
        zmax=most**0.5,
        colorscale=[[0, f"rgba({red},{green},{blue},0.10)"], [1, f"rgba({red},{green},{blue},0.45)"]],
        showscale=False,
        hoverinfo="skip",
        xgap=3,
        ygap=3,
    )


def _numbers(cells: list[Cell], names: dict[tuple[int, str], str], heads: dict[str | None, str]) -> go.Scatter:
    """The numbers on it. They are marks, because the cells of a heat map cannot be clicked."""
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[heads[cell.section] for cell in cells],
        y=[names[cell.row] for cell in cells],
        text=[f"{cell.hits:,}" for cell in cells],
        mode="markers+text",
        textposition="middle center",
        marker={"symbol": "square", "size": 28, "opacity": 0},
        customdata=[(cell.rule, cell.section, _LEVELS[cell.level]) for cell in cells],
        hovertemplate="%{y}<br>%{x} %{text}<extra></extra>",
        selected=unseen,
        unselected=unseen,
        showlegend=False,
    )
