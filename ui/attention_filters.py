"""What the list of what needs attention is narrowed to. All of it stands in the address, so every view can be sent."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import rules
from kantoku.records.vocabulary import DataClass
from kantoku.wording import _
from ui import address, charts, measures, states
from ui.charts import KINDS, NO_SECTION
from ui.measures import MEASURES

HITS = "rules"
"""The view of all rule hits; the other views are lists of work, each under the name of its measure."""

SAVED = ("unaudited", "unpermitted", "unconfirmed", "unknown")
NAMES = ("view", "section", "rule", "level", "tier", "data", "audit", "month", "ended")

_LEVELS = ("breach", "overdue", "incomplete")


@dataclass(frozen=True)
class Chosen:
    """The view and what it is narrowed to; None for no condition. section: '' for the work of none."""

    view: str
    section: str | None = None
    rule: str | None = None
    level: str | None = None
    tier: int | None = None
    data_class: str | None = None
    audit_state: str | None = None
    month: datetime.date | None = None
    has_ended: bool = False

    @property
    def noted(self) -> dict[str, Any]:
        """The conditions that are set, for the journal."""
        return {name: str(value) for name, value in vars(self).items() if value not in (None, False)}

    @property
    def is_narrowed(self) -> bool:
        return len(self.noted) > 1


def view() -> str:
    """The saved views side by side; one that a chart or a card led to stands among them."""
    asked = address.given("view")
    known = asked in KINDS or (asked in MEASURES and asked not in measures.TIERS)
    others = (asked,) if asked and known and asked not in SAVED else ()
    options = {HITS: _("All that needs attention")} | {name: measures.title(name) for name in (*SAVED, *others)}
    return address.segments(_("View"), options, name="view")


def choose(chosen_view: str, sections: list[str]) -> Chosen:
    """The filters of a view. sections: those that there are, '' for the work of none."""
    is_hits = chosen_view == HITS
    with st.container(horizontal=True, vertical_alignment="bottom"):
        section = _select(_("Section"), {each or NO_SECTION: charts.section_name(each) for each in sections}, "section")
        rule = _select(_("Rule"), _rules(), "rule", width=200) if is_hits else None
        level = (
            _select(_("Level"), {code: states.plain("level", code) for code in _LEVELS}, "level") if is_hits else None
        )
        tier = _select(_("Tier"), _tiers(), "tier")
        data_class = _select(_("Data class"), {each.value: _(each.label) for each in DataClass}, "data", width=165)
        ended = _ended() if is_hits else False
    return Chosen(
        view=chosen_view,
        section=None if section is None else section.removeprefix(NO_SECTION),
        rule=rule,
        level=level,
        tier=int(tier) if tier else None,
        data_class=data_class,
        audit_state=None if is_hits else _audit_state(),
        month=_month() if chosen_view in KINDS else None,
        has_ended=ended,
    )


def of(chosen: Chosen, hits: pd.DataFrame) -> pd.DataFrame:
    """The rows of the rule hits that fit."""
    fits = pd.Series(data=True, index=hits.index)
    for column, wanted in (
        ("section", chosen.section),
        ("rule", chosen.rule),
        ("level", chosen.level),
        ("data_class", chosen.data_class),
    ):
        if wanted is not None:
            fits &= hits[column].fillna("") == wanted
    if chosen.tier is not None:
        fits &= hits["tier"].clip(upper=4) == chosen.tier
    return hits[fits]


def clear() -> None:
    """A button that shows all of this view again."""
    st.button(
        _("Clear the filters"),
        on_click=address.go,
        args=(NAMES,),
        kwargs={"view": address.given("view")},
        icon=":material/filter_alt_off:",
        type="tertiary",
    )


def _select(label: str, options: Mapping[str, str], name: str, *, width: int = 130) -> str | None:
    with st.container(width=width):
        return address.select(label, {"": _("All"), **options}, name=name) or None


def _rules() -> dict[str, str]:
    return {rule.id: f"{rule.id} {rule.title}" for rule in rules.load().values() if not rule.enforced_by}


def _tiers() -> dict[str, str]:
    return {str(tier): states.tier(tier) for tier in (1, 2, 3)} | {"4": _("Tier 4 and deeper")}


def _ended() -> bool:
    with st.container(width=125):
        return address.select(_("Ended work"), {"": _("Left out"), "with": _("Included")}, name="ended") == "with"


def _audit_state() -> str | None:
    asked = address.given("audit")
    return asked if asked in states.STATES["audit_state"] else None


def _month() -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(address.given("month") or "")
    except ValueError:
        return None
