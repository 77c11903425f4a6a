"""What an import would bring to light: the rules that its records break, worst first, with examples."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kantoku import rules
from kantoku.imports.run import Revealed
from kantoku.wording import _
from ui import attention_panel, states, tables
from ui.tables import Column

_LEVELS = ("breach", "overdue", "incomplete")
_EXAMPLES = 3
_COLUMNS = ["rule", "level", "contract_number", "organisation", "corporate_number", "since", "detail"]


def frame(revealed: Sequence[Revealed]) -> pd.DataFrame:
    """A row a hit, worst first. detail: JSON, of which the rule makes its words."""
    rows = [
        (
            each.rule,
            each.level,
            each.contract_number or "",
            each.organisation or "",
            each.corporate_number or "",
            each.hit.since,
            json.dumps(each.hit.detail, ensure_ascii=False),
        )
        for each in revealed
    ]
    found = pd.DataFrame(rows, columns=_COLUMNS)
    order = found["level"].map({level: nth for nth, level in enumerate(_LEVELS)})
    return found.assign(order=order).sort_values(["order", "rule"], kind="stable").drop(columns="order")


def show(found: pd.DataFrame) -> None:
    """The rules with their numbers; the hits of the one that is picked."""
    st.markdown(f"### {_('What the ledger would reveal: {count}', count=f'{len(found):,}')}")
    if found.empty:
        st.markdown(_("These records break no rule today."))
        return
    st.caption(
        _("Gaps that are there already and would come to light. They do not hinder the import; pick a row to see them.")
    )
    summary = _summary(found)
    picked = tables.show(
        summary,
        {
            "level": Column(_("Level"), lambda code: states.plain("level", code), rank=1),
            "title": Column(_("What"), width=210, rank=1),
            "count": Column(_("Count"), is_number=True, rank=1),
            "examples": Column(_("Such as"), width=240, rank=2),
        },
        key="import_reveals",
        empty="",
    )
    if picked is not None:
        _hits(found[(found["rule"] == picked["rule"]) & (found["level"] == picked["level"])], picked)


def _summary(found: pd.DataFrame) -> pd.DataFrame:
    """A row a rule at a level, the worst level first, in it the most hits."""
    groups = found.groupby(["level", "rule"], sort=False)
    rows = [
        (level, rule, rules.load()[str(rule)].title, len(hits), "、".join(_named(hits.head(_EXAMPLES))))
        for (level, rule), hits in groups
    ]
    summary = pd.DataFrame(rows, columns=["level", "rule", "title", "count", "examples"])
    order = summary["level"].map({level: nth for nth, level in enumerate(_LEVELS)})
    return (
        summary.assign(order=order)
        .sort_values(["order", "count", "rule"], ascending=[True, False, True])
        .drop(columns="order")
    )


def _named(hits: pd.DataFrame) -> list[str]:
    pairs = zip(hits["contract_number"], hits["organisation"], strict=True)
    return [" ".join(filter(None, pair)) for pair in pairs]


def _hits(hits: pd.DataFrame, picked: pd.Series) -> None:
    st.markdown(f"#### {states.badge('level', picked['level'])} {picked['title']}")
    tables.show(
        hits,
        {
            "contract_number": Column(_("Contract no."), rank=1),
            "organisation": Column(_("Organisation"), width=150, rank=1),
            "says": Column(_("What it says"), lambda text: attention_panel.says(text[:3], text[3:]), width=260, rank=2),
            "since": Column(_("Since"), tables.date, rank=3),
        },
        key="import_reveals_hits",
        empty="",
        words=lambda rows: rows.assign(says=rows["rule"] + rows["detail"]),
    )
