"""What is to be done, by whom, until when: as a list of what presses, and month by month as a calendar."""

import calendar
import datetime
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import open_days, text
from kantoku.dates import add_months, show_month
from kantoku.records import OFFICE_ID, Office
from kantoku.wording import _, language
from ui import address, audit_filters, list_export, readings, rows, states, tables, task_kinds
from ui.page import Here
from ui.tables import Column

_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = 13


def show(here: Here) -> None:
    """Filters, then what presses or a month."""
    part, chosen = _filters(here)
    (_presses if part == "presses" else _month)(here, chosen)


def _filters(here: Here) -> tuple[str, dict[str, Any]]:
    what, section, officer = st.columns(3, vertical_alignment="bottom")
    with what:
        kinds = {"": _("All"), **{code: task_kinds.title(code) for code in task_kinds.KINDS}}
        chosen_what = address.select(_("What"), kinds, name="what")
    with section:
        chosen_section = audit_filters.section(here)
    with officer:
        chosen_officer = _officer(here)
    parts = {"presses": _("What presses"), "months": _("By month")}
    part = address.segments(_("Part of the page"), parts, name="part")
    return part, {"what": chosen_what or None, "section": chosen_section, "officer": chosen_officer}


def _officer(here: Here) -> str | None:
    """Whose work is shown: at first that of the person at the screen, where the ledger knows that name."""
    names = [str(name) for name in readings.kept(here, "tasks_officers")["officer"]]
    mine = next((name for name in names if text.fold(name) == text.fold(here.actor)), "")
    people = ({mine: mine} if mine else {}) | {"": _("Everybody")} | {name: name for name in names}
    return address.select(_("Whose"), people, name="officer") or None


def _presses(here: Here, chosen: dict[str, Any]) -> None:
    """Everything past its day, and what comes within the office's days of “due soon”."""
    office, _revision = here.ledger.get("office", OFFICE_ID, at_seq=here.at_seq)
    days = Office.model_validate(office).due_soon_days
    last_day = here.as_of + datetime.timedelta(days=days)
    found = readings.kept(here, "tasks", first_day=None, last_day=last_day, row_limit=audit_filters.ROWS, **chosen)
    late = int((found["days_overdue"] > 0).sum())
    soon = int(found["found"].iloc[0]) - late if len(found) else 0
    st.caption(
        _("{late} things are past their day; {soon} more fall due within {days} days.", late=late, soon=soon, days=days)
    )
    _list(here, found, key="presses", filters=chosen)


def _month(here: Here, chosen: dict[str, Any]) -> None:
    """One month as a calendar, and what falls due in it as a list."""
    first = here.as_of.replace(day=1)
    months = {add_months(first, nth).isoformat(): add_months(first, nth) for nth in range(_MONTHS)}
    labels = {iso: show_month(day, language()) for iso, day in months.items()}
    place, _rest = st.columns([1, 3])
    with place:
        month = months[address.select(_("Month"), labels, name="month")]
    last_day = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    days = readings.kept(here, "tasks_days", first_day=month, last_day=last_day, **chosen)
    st.table(_grid(month, days, here.as_of), hide_index=True)
    found = readings.kept(here, "tasks", first_day=month, last_day=last_day, row_limit=audit_filters.ROWS, **chosen)
    _list(here, found, key=f"month_{month.isoformat()}", filters=chosen | {"month": month.isoformat()})


def _grid(month: datetime.date, days: pd.DataFrame, today: datetime.date) -> pd.DataFrame:
    """The weeks of a month: each day with how much falls due on it."""
    counts = {row["due_on"].date(): int(row["tasks"]) for row in rows.of(days)}
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    cells = [
        [_cell(day, counts.get(day, 0), is_today=day == today) if day.month == month.month else "" for day in week]
        for week in weeks
    ]
    return pd.DataFrame(cells, columns=list(_WEEKDAYS[language()]))


def _cell(day: datetime.date, count: int, *, is_today: bool) -> str:
    """A day, with how much falls due on it; days on which the office is closed stand back."""
    shown = f":gray[{day.day}]" if open_days.is_closed(day) else str(day.day)
    if is_today:
        shown = f":blue-badge[{day.day}]"
    # A second line on every day, so that the weeks are of one height and the days of one width.
    return f"{shown}  \n" + (f"**{_('{count} due', count=count)}**" if count else "　　　")


def _list(here: Here, found: pd.DataFrame, *, key: str, filters: dict[str, Any]) -> None:
    shown = found.assign(
        what_word=[task_kinds.title(what) for what in found["what"]],
        tier_word=[states.tier(int(tier)) if not pd.isna(tier) else "" for tier in found["tier"]],
    )
    columns = {
        "due_on": Column(_("Due on"), tables.date, rank=1),
        "days_overdue": Column(_("Days overdue"), lambda days: f"{days:,}" if days else "", rank=2),
        "what_word": Column(_("Kind of task"), width=150, rank=1),
        "organisation": Column(_("Organisation"), width=120, rank=2),
        "tier_word": Column(_("Tier"), rank=6),
        "contract_number": Column(_("Contract no."), rank=2),
        "contract_title": Column(_("Title"), width=120, rank=4),
        "section": Column(_("Section"), rank=5),
        "officer": Column(_("Whose"), rank=5),
    }
    picked = tables.show(shown, columns, key=key, empty=_("Nothing is to be done. Widen the filters to see more."))
    if picked is not None:
        task_kinds.open_page(rows.of(picked.to_frame().T)[0])
    list_export.offer(here, shown, columns, report="tasks", filters=filters)
