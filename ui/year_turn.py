"""The turn of the year: contracts that end, carried into the new year many at once, and the drafts that came of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import year_actions
from kantoku.dates import fiscal_year, fiscal_year_span, show_date, show_fiscal_year
from kantoku.exports.states import PermissionState
from kantoku.wording import N_, _, language
from ui import (
    address,
    assignment,
    audit_filters,
    entered,
    forms,
    frame,
    list_export,
    page,
    picking,
    readings,
    rows,
    saving,
    states,
    tables,
)
from ui.page import Here
from ui.tables import Column

_KEY = "year"
_ORDERS = {
    "section": N_("By section, then by number"),
    "contract_number": N_("By contract number"),
    "ends_on": N_("By the last day"),
    "organisation": N_("By contractor"),
}
"""How the list can be put in order: the column → the wording."""


def show(here: Here) -> None:
    """The year that is to begin, what ends before it, and what was carried over into it."""
    parts = {"ending": _("To be carried over"), "drafts": _("Carried over"), "people": _("Officers and sections")}
    part = address.segments(_("Part of the page"), parts, name="part")
    if part == "people":
        assignment.show(here)
        return
    this_year = fiscal_year(here.as_of)
    chosen, section, order = st.columns(3, vertical_alignment="bottom")
    with chosen:
        year = st.selectbox(
            _("New fiscal year"),
            [this_year + 1, this_year],
            format_func=lambda each: show_fiscal_year(each, language()),
            key=f"{_KEY}_begins",
        )
    with section:
        chosen_section = audit_filters.section(here)
    if part == "drafts":
        _drafts(here, int(year), chosen_section)
        return
    with order:
        sorted_by = address.select(_("List order"), {code: _(label) for code, label in _ORDERS.items()}, name="order")
    _ending(here, int(year), chosen_section, sorted_by)


def _ending(here: Here, year: int, section: str | None, sorted_by: str) -> None:
    first_day, last_day = fiscal_year_span(year - 1)
    found = readings.kept(
        here,
        "year_turn",
        first_day=first_day,
        last_day=last_day,
        section=section,
        sorted_by=sorted_by,
        row_limit=audit_filters.ROWS,
    )
    if found.empty:
        st.info(
            _("No contract that ends in {year} is left to carry over.", year=show_fiscal_year(year - 1, language())),
            icon=":material/task_alt:",
        )
        return
    columns = _columns(sorted_by)
    if here.can_write:
        _carrying(here, found, columns, year)
    else:
        tables.show(found, columns, key=f"{_KEY}_read", empty="")
    st.caption(
        _(
            "{count} contracts end in {year}. What is permitted to the end goes on as a draft, each permission asked "
            "for anew; what is not permitted is left behind.",
            count=found["found"].iloc[0],
            year=show_fiscal_year(year - 1, language()),
        )
    )


def _columns(sorted_by: str) -> dict[str, Column]:
    """The list; what it is sorted by is among the last to make room."""
    columns = {
        "contract_number": Column(_("Contract no."), rank=1),
        "contract_title": Column(_("Title"), width=140, rank=1),
        "section": Column(_("Section")),
        "organisation": Column(_("Contractor"), width=120, rank=2),
        "ends_on": Column(_("Ends on"), tables.date, rank=3),
        "carried": Column(_("Subcontracts that go on"), is_number=True, rank=2),
        "left_out": Column(_("Left behind"), is_number=True, rank=2),
        "confirmed_on": Column(_("Confirmed on"), tables.date, rank=4),
        "standing": Column(_("Standing"), lambda code: states.plain("standing", code), rank=4),
    }
    return columns | {sorted_by: replace(columns[sorted_by], rank=1)}


def _carrying(here: Here, found: pd.DataFrame, columns: dict[str, Column], year: int) -> None:
    """What is done with the ticked contracts, above the list where it is in view; their new numbers below it."""
    bar = st.container(border=True)
    numbers = _typed(year)
    suggested = _suggested(found, year)
    listed = found.assign(new_number=[(suggested | numbers)[id_] for id_ in found["contract_id"]])
    number, *others = columns.items()
    with_number = dict([number, ("new_number", Column(_("New number"), rank=1)), *others])
    picked = picking.several(listed, with_number, key=saving.generation(_KEY))
    with bar:
        _carry(here, picked, year)
    if not picked.empty:
        _change_numbers(picked, year)


def _carry(here: Here, picked: pd.DataFrame, year: int) -> None:
    """The new period of what is ticked, and the one press that carries it over."""
    _say_what(picked, year)
    first_day, last_day = fiscal_year_span(year)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        starts_on, ends_on = (
            st.text_input(
                entered.marked(label), value=show_date(day, language()), key=f"{_KEY}_{name}_{year}", width=160
            )
            for label, day, name in ((_("Starts on"), first_day, "starts"), (_("Ends on"), last_day, "ends"))
        )
        is_pressed = st.button(
            _("Carry over {count} contracts", count=len(picked)) if len(picked) else _("Carry over"),
            key=f"{_KEY}_carry",
            type="primary",
            icon=":material/event_repeat:",
            disabled=picked.empty,
        )
    if is_pressed:
        with saving.attempt():
            first, last = entered.read(
                lambda: entered.day(starts_on, _("Starts on")), lambda: entered.day(ends_on, _("Ends on"))
            )
            numbers = dict(zip(picked["contract_id"], picked["new_number"], strict=True))
            year_actions.carry_over(here.ledger, numbers, starts_on=first, ends_on=last, actor=here.actor)
            forms.clear(_KEY)
            saving.begin_anew(_KEY)
            page.tell(
                _(
                    "{count} contracts are carried over. They stand under “Carried over”, each request to be filed.",
                    count=len(numbers),
                )
            )
            st.rerun()


def _say_what(picked: pd.DataFrame, year: int) -> None:
    if picked.empty:
        st.markdown(_("**Carry over:** tick the contracts in the list that go on in the new year."))
        return
    st.markdown(
        _(
            "**{count} contracts with {below} subcontracts go on in {year}.** Check the new numbers in the list; "
            "they are changed below it.",
            count=len(picked),
            below=int(picked["carried"].sum()),
            year=show_fiscal_year(year, language()),
        )
    )


def _typed(year: int) -> dict[str, str]:
    """The new numbers that were typed, by the contracts that they follow."""
    typed: dict[str, str] = st.session_state.setdefault(f"{_KEY}_typed_{year}", {})
    return typed


def _change_numbers(picked: pd.DataFrame, year: int) -> None:
    """Where the new numbers of what is ticked are typed over, by an office that numbers otherwise.

    Each tick makes another table, which begins with the numbers typed in those before it.
    """
    key = f"{_KEY}_numbers_{year}_{hash(tuple(picked['contract_id']))}"
    # A table whose lines change while it is shown would forget what is typed in it.
    shown, lines = st.session_state.get(f"{_KEY}_lines", ("", None))
    if shown != key:
        lines = picked[["contract_number", "contract_title", "new_number"]]
        st.session_state[f"{_KEY}_lines"] = key, lines
    edited = st.data_editor(
        lines,
        hide_index=True,
        width="stretch",
        disabled=["contract_number", "contract_title"],
        column_config={
            "contract_number": _("Contract no."),
            "contract_title": _("Title"),
            "new_number": st.column_config.TextColumn(_("New number"), required=True),
        },
        key=key,
    )
    given = dict(zip(picked["contract_id"], edited["new_number"].fillna(""), strict=True))
    if given != dict(zip(picked["contract_id"], picked["new_number"], strict=True)):
        _typed(year).update(given)
        st.rerun()  # The list above has the number, too.


def _suggested(picked: pd.DataFrame, year: int) -> dict[str, str]:
    numbers = (
        year_actions.following_number(row["contract_number"], begun=fiscal_year(row["starts_on"].date()), begins=year)
        if not pd.isna(row["starts_on"])
        else row["contract_number"]
        for row in rows.of(picked)
    )
    return dict(zip(picked["contract_id"], numbers, strict=True))


def _drafts(here: Here, year: int, section: str | None) -> None:
    first_day, last_day = fiscal_year_span(year)
    found = readings.kept(
        here, "year_drafts", first_day=first_day, last_day=last_day, section=section, row_limit=audit_filters.ROWS
    )
    found = found.assign(
        tier_word=found["tier"].map(states.tier),
        permission=[_permission(row) for row in rows.of(found)],
    )
    columns = {
        "contract_number": Column(_("Contract no."), rank=1),
        "organisation": Column(_("Organisation"), width=130, rank=1),
        "tier_word": Column(_("Tier"), rank=3),
        "contract_title": Column(_("Title"), width=120),
        "requested_on": Column(_("Requested on"), tables.date, rank=2),
        "permission": Column(_("Permission"), rank=2),
        "confirmed_before_on": Column(_("Confirmed the year before"), tables.date, rank=2),
        "confirmation_before": Column(
            _("Result of the year before"), lambda code: states.plain("confirmation_state", code), rank=4
        ),
        "confirmation_state": Column(
            _("Handling confirmation"), lambda code: states.plain("confirmation_state", code), rank=2
        ),
    }
    empty = _("Nothing was carried over into this year yet. Tick contracts under “To be carried over”.")
    picked = tables.show(found, columns, key=f"{_KEY}_drafts", empty=empty)
    if picked is not None:
        _open(picked)
    list_export.offer(here, found, columns, report=f"year_turn_{year}", filters={"section": section})


def _permission(row: Mapping[str, Any]) -> str:
    """What stands of the permission; a request that was carried over has not been filed before it has its day."""
    is_unfiled = row["permission_state"] == PermissionState.REQUESTED and pd.isna(row["requested_on"])
    return _("Not yet filed") if is_unfiled else states.plain("permission_state", row["permission_state"])


def _open(row: pd.Series) -> None:
    """Where the work on a draft goes on."""
    if row["tier"] == 1:
        st.switch_page(frame.page_path("contracts"), query_params={"contract": row["contract_id"]})
    query = {"request": row["request_id"]} if row["request_id"] else {"engagement": row["engagement_id"]}
    st.switch_page(frame.page_path("permissions"), query_params=query)
