"""The register of contracts: searched, filtered, taken away as a file."""

import datetime
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import fiscal_year, fiscal_year_span, show_fiscal_year
from kantoku.exports.states import Standing
from kantoku.records.contract import SubcontractPolicy
from kantoku.records.vocabulary import DataClass
from kantoku.wording import _, language
from ui import address, choices, downloads, readings, rows, search, states, tables
from ui.page import Here
from ui.tables import Column

_ANY = "any"


def show(here: Here) -> None:
    filters = _filters(here)
    found = readings.kept(here, "contracts_register", **filters)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("{count} contracts", count=f"{len(found):,}"), width="stretch")
        st.button(
            _("Record a new contract"),
            on_click=address.go,
            args=(("contract",),),
            kwargs={"contract": "new"},
            icon=":material/add:",
            type="primary",
            disabled=not here.can_write,
        )
    picked = tables.show(
        found,
        {
            "number": Column(_("Contract no."), rank=1),
            "title": Column(_("Title"), width=140, rank=1),
            "section": Column(_("Section")),
            "organisation": Column(_("Contractor"), rank=2),
            "subcontracts": Column(_("Subcontracts"), is_number=True),
            "starts_on": Column(_("Starts on"), tables.date, rank=8),
            "ends_on": Column(_("Ends on"), tables.date, rank=7),
            "data_class": Column(_("Data class"), states.data_class, width=120, rank=8),
            "standing": Column(_("Standing"), lambda code: states.plain("standing", code), rank=1),
        },
        key="contracts",
        empty=_("No contract matches. Clear the filters, or record a new contract."),
        words=lambda page: rows.filled(page, "section", "organisation"),
    )
    if picked is not None:
        st.query_params["contract"] = str(picked["id"])
        st.rerun()
    _offer(here, found, filters)


def _filters(here: Here) -> dict[str, Any]:
    """What is asked for, as the report wants it."""
    offered = readings.kept(here, "contracts_choices").iloc[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=190):
            typed = address.search(_("Search"), name="q", placeholder=_("Number, title, contractor"))
        with st.container(width=150):
            period = address.select(_("Period"), _periods(here, offered), name="period")
        with st.container(width=140):
            section = address.select(_("Section"), _sections(offered), name="section")
        with st.container(width=150):
            data_class = address.select(
                _("Data class"), _any({str(c): _(c.label) for c in DataClass}), name="data_class"
            )
        with st.container(width=150):
            policy = address.select(
                _("Subcontracting policy"), _any({str(c): _(c.label) for c in SubcontractPolicy}), name="policy"
            )
        with st.container(width=125):
            standing = address.select(
                _("Standing"),
                _any({code.value: states.plain("standing", code) for code in Standing}),
                name="standing",
            )
    if typed and period == "live":
        period = _ANY
        st.caption(_("A search looks at every period."))
    from_on, until_on = _span(here, period)
    return {
        "ids": search.ids(here, "contracts_search", typed),
        "section": _given(section),
        "data_class": _given(data_class),
        "policy": _given(policy),
        "standing": _given(standing),
        "from_on": from_on,
        "until_on": until_on,
        "ended_before": here.as_of if period == "ended" else None,
    }


def _periods(here: Here, offered: pd.Series) -> dict[str, str]:
    """Running on the day shown, all, and every fiscal year in which a contract runs, the latest first."""
    first, last = (here.as_of if pd.isna(day) else day.date() for day in (offered["first_on"], offered["last_on"]))
    years = range(min(fiscal_year(last), fiscal_year(here.as_of) + 5), fiscal_year(first) - 1, -1)
    named = {str(year): show_fiscal_year(year, language()) for year in years}
    is_now = here.clocks.is_now
    return {
        "live": _("Running now") if is_now else _("Running then"),
        "ended": _("Ended by now") if is_now else _("Ended by then"),
        _ANY: _("All"),
        **named,
    }


def _span(here: Here, period: str) -> tuple[datetime.date | None, datetime.date | None]:
    if period in (_ANY, "ended"):
        return None, None
    return (here.as_of, here.as_of) if period == "live" else fiscal_year_span(int(period))


def _sections(offered: pd.Series) -> dict[str, str]:
    """The sections that contracts name; the report gives a missing value where there is none."""
    named = offered["sections"]
    return _any({section: section for section in named} if pd.api.types.is_list_like(named) else {})


def _any(options: dict[str, str]) -> dict[str, str]:
    return {_ANY: _("All"), **options}


def _given(chosen: str) -> str | None:
    return None if chosen == _ANY else chosen


def _offer(here: Here, found: pd.DataFrame, filters: dict[str, Any]) -> None:
    noted = {name: str(value) for name, value in filters.items() if value is not None and name != "ids"}
    downloads.offer(
        here,
        found,
        {
            "number": _("Contract no."),
            "title": _("Title"),
            "section": _("Section"),
            "organisation": _("Contractor"),
            "starts_on": _("Starts on"),
            "ends_on": _("Ends on"),
            "data_class": _("Data class"),
            "policy": _("Subcontracting policy"),
            "none_declared_on": _("No subcontracting, declared on"),
            "subcontracts": _("Subcontracts"),
            "unpermitted": _("Of them without permission"),
            "rules": _("Rules broken"),
            "standing": _("Standing"),
        },
        report="contracts",
        filters=noted | ({"search": len(filters["ids"])} if filters["ids"] is not None else {}),
        words=_in_words,
    )


def _in_words(found: pd.DataFrame) -> pd.DataFrame:
    return found.assign(
        data_class=choices.column(found["data_class"], states.data_class),
        standing=choices.column(found["standing"], lambda code: states.word("standing", code)),
        policy=choices.column(found["policy"], choices.words(SubcontractPolicy)),
    )
