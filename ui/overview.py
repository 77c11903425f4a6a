"""The numbers of the overview: the answer in one sentence, the cards, and what a council asks for."""

import datetime
from collections.abc import Mapping
from itertools import count

import pandas as pd
import streamlit as st

from kantoku.dates import add_months, fiscal_year, fiscal_year_span, show_date
from kantoku.wording import _, language
from ui import downloads, frame, measures, readings, spark, states, tables
from ui.measures import MEASURES
from ui.page import Here
from ui.tables import Column

Counts = Mapping[str, int]


def counts(here: Here) -> Counts:
    """The numbers as of the clocks: measure → number, and engagements, breach, needs_action."""
    return {str(name): int(value) for name, value in readings.kept(here, "overview_counts").iloc[0].items()}


def trend(here: Here) -> pd.DataFrame:
    """The numbers since the fiscal year began, a row a day of `points`."""
    return readings.kept(here, "overview_trend", points=points(here.as_of))


def points(as_of: datetime.date) -> tuple[datetime.date, ...]:
    """The first day of the fiscal year, the ends of its months before as_of, and as_of."""
    first, _last = fiscal_year_span(fiscal_year(as_of))
    ends = (add_months(first, months) - datetime.timedelta(days=1) for months in count(1))
    months = [end for end, _month in zip(ends, range(12), strict=False) if end < as_of]
    return tuple(dict.fromkeys((first, *months, as_of)))


def answer(here: Here, now: Counts) -> None:
    """Are we in order? In one sentence, with the numbers it rests on."""
    in_order = now["engagements"] - now["breach"] - now["needs_action"]
    if now["breach"]:
        said = _("In breach of the law or the contract: {count}", count=f"{now['breach']:,}")
    elif now["needs_action"]:
        said = _("No breach; action needed: {count}", count=f"{now['needs_action']:,}")
    elif now["engagements"]:
        said = _("Everything is in order.")
    else:
        said = _("No entrusted work is under way on record.")
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"## {said}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                _(
                    "As of {day}, of {all} pieces of entrusted work under way:",
                    day=show_date(here.as_of, language()),
                    all=f"{now['engagements']:,}",
                )
                + " "
                + " ".join(
                    _badge(code, number)
                    for code, number in (
                        ("breach", now["breach"]),
                        ("needs_action", now["needs_action"]),
                        ("in_order", in_order),
                    )
                )
            )
            st.page_link(
                frame.page_path("attention"), label=_("What to do"), icon=":material/arrow_forward:", width="content"
            )


def _badge(code: str, number: int) -> str:
    state = states.STATES["standing"][code]
    return f":{state.role.colour}-badge[:material/{state.icon}: {_(state.word)} {number:,}]"


def cards(now: Counts, past: pd.DataFrame) -> None:
    """A card for each measure."""
    with st.grid(4, min_column_width=190):
        _card("contracts", now, past, "contracts_spi")
        _card("subcontracts", now, past, "subcontracts_3", "subcontracts_4")
        for name in ("unknown", "overdue_findings", "unpermitted", "unconfirmed", "unaudited", "overdue"):
            _card(name, now, past)


def _card(name: str, now: Counts, past: pd.DataFrame, *parts: str) -> None:
    """A measure with its way since the fiscal year began, and the lists behind it. parts: measures it includes."""
    measure, way = MEASURES[name], [int(number) for number in past[name]]
    with st.container(border=True, height="stretch", gap="xsmall"):
        # A title in full: the metric's own would be cut where it takes a second line.
        st.markdown(f":small[{_(measure.title)}]", help=_(measure.meaning) if measure.meaning else None)
        st.metric(
            _(measure.title),
            f"{now[name]:,}",
            way[-1] - way[0],
            delta_color="inverse" if measure.is_shortfall else "off",
            delta_description=_("since 1 April"),
            label_visibility="collapsed",
        )
        if len(way) > 1:
            spark.show(_(measure.title), list(past["day"].dt.date), way)
        _list_link(name, _("List of {count}", count=f"{now[name]:,}"))
        for part in parts:
            _list_link(part, _(MEASURES[part].part, count=f"{now[part]:,}"))


def _list_link(name: str, label: str) -> None:
    file, query = measures.place(name)
    st.page_link(file, label=label, icon=":material/list:", query_params=query)


def council(here: Here, now: Counts) -> None:
    """The numbers a council asks for, each leading to its list. Source: the questions put to a prefecture in 2022."""
    rows = pd.DataFrame(
        [(name, _(measure.title), now[name], _share(measure.of, now, name)) for name, measure in MEASURES.items()],
        columns=["code", "title", "number", "share"],
    )
    headings = {"title": _("Number asked for"), "number": _("Count"), "share": _("Share")}
    picked = tables.show(
        rows,
        {
            "title": Column(headings["title"], width=290),
            "number": Column(headings["number"], is_number=True),
            "share": Column(headings["share"]),
        },
        key="council",
        empty="",
        height="content",
    )
    downloads.offer(here, rows, headings, report="overview")
    if picked is not None:
        file, query = measures.place(str(picked["code"]))
        st.switch_page(file, query_params=query)


def _share(base: str, now: Counts, name: str) -> str:
    if not base or not now[base]:
        return ""
    return _("{percent} of: {of}", percent=f"{now[name] / now[base]:.1%}", of=_(MEASURES[base].title))
