"""The lists of what needs attention: every rule hit, and the saved views of work that lacks something."""

import pandas as pd
import streamlit as st

from kantoku import rules
from kantoku.exports import table
from kantoku.wording import _
from ui import address, attention_filters, attention_panel, charts, downloads, readings, states, tables
from ui.attention_filters import NAMES, Chosen
from ui.page import Here
from ui.tables import Column


def hits(here: Here) -> pd.DataFrame:
    """Every rule hit, worst first and among these oldest first."""
    return readings.kept(here, "attention", rule=None, contract=None)


def sections(here: Here) -> list[str]:
    """The sections to choose from: those that contracts name, and none where the address asks for it."""
    named = readings.kept(here, "contracts_choices").iloc[0]["sections"]
    none = [""] if address.given("section") == charts.NO_SECTION else []
    return [*(named if pd.api.types.is_list_like(named) else ()), *none]


def show(here: Here, chosen: Chosen) -> None:
    if chosen.view == attention_filters.HITS:
        _show_hits(here, chosen)
    else:
        _show_work(here, chosen)


def _show_hits(here: Here, chosen: Chosen) -> None:
    """The rule hits that fit; what ended is left out unless asked for, and the number left out is said."""
    found = attention_filters.of(chosen, hits(here))
    rows = found if chosen.has_ended else found[~found["is_over"].astype(bool)]
    _count(_("Points: {count}", count=f"{len(rows):,}"), chosen, hidden=len(found) - len(rows))
    columns = {
        "level": Column(_("Level"), lambda code: states.plain("level", code), width=112, rank=1),
        "rule": Column(_("What"), lambda rule: rules.load()[rule].title, width=170, rank=1),
        "organisation": Column(_("Organisation"), width=150, rank=2),
        "tier_name": Column(_("Tier"), rank=6),
        "contract_title": Column(_("Contract"), width=130),
        "since": Column(_("Since"), tables.date, rank=4),
        "says": Column(_("What it says"), lambda text: attention_panel.says(text[:3], text[3:]), width=240, rank=8),
    }
    picked = tables.show(rows, columns, key="attention", empty=_nothing(chosen), words=_hits_in_words)
    if picked is not None:
        attention_panel.show_hit(here, picked)
    _offer(here, rows, chosen, columns, _hits_in_words)


def _show_work(here: Here, chosen: Chosen) -> None:
    """The work behind a measure, as a list."""
    rows = readings.kept(
        here,
        "overview_list",
        view=chosen.view,
        section=chosen.section,
        tier=chosen.tier,
        data_class=chosen.data_class,
        audit_state=chosen.audit_state,
        month=chosen.month,
    )
    _count(_("Pieces of work: {count}", count=f"{len(rows):,}"), chosen)
    columns = {
        "organisation": Column(_("Organisation"), width=150, rank=1),
        "tier_name": Column(_("Tier")),
        "contract_title": Column(_("Contract"), width=130, rank=4),
        "section": Column(_("Section")),
        **_about(chosen.view),
        "standing": Column(_("Standing"), lambda code: states.plain("standing", code), rank=2),
    }
    picked = tables.show(rows, columns, key=f"work_{chosen.view}", empty=_nothing(chosen), words=_with_tier)
    if picked is not None:
        attention_panel.show_work(picked, hits(here), chosen.view)
    _offer(here, rows, chosen, columns, _with_tier)


def _about(view: str) -> dict[str, Column]:
    """The columns that a view is about."""
    state = {
        kind: Column(label, lambda code, kind=kind: states.plain(kind, code), rank=3)  # type: ignore[misc]
        for kind, label in (
            ("permission_state", _("Permission")),
            ("confirmation_state", _("Confirmation")),
            ("audit_state", _("Audit")),
        )
    }
    dates = {
        "starts_on": Column(_("Work since"), tables.date, rank=3),
        "last_audited_on": Column(_("Last audit"), tables.date, rank=3),
        "next_audit_due_on": Column(_("Next audit due"), tables.date, rank=3),
        "confirmation_until_on": Column(_("Confirmed until"), tables.date, rank=3),
        "permitted_until_on": Column(_("Permitted until"), tables.date, rank=3),
    }
    wanted = {
        "unaudited": ("starts_on", "next_audit_due_on"),
        "overdue": ("last_audited_on", "next_audit_due_on"),
        "due_audit": ("last_audited_on", "next_audit_due_on"),
        "unpermitted": ("permission_state", "starts_on"),
        "due_permission": ("permission_state", "permitted_until_on"),
        "unconfirmed": ("confirmation_state", "confirmation_until_on"),
        "due_confirmation": ("confirmation_state", "confirmation_until_on"),
        "unknown": ("starts_on",),
        "overdue_findings": ("overdue_findings",),
    }.get(view, ("permission_state", "confirmation_state", "audit_state"))
    known = state | dates | {"overdue_findings": Column(_("Findings past their date"), is_number=True, rank=3)}
    return {name: known[name] for name in wanted}


def _with_tier(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their tiers in words; none for work that no chain connects to its contract."""
    return rows.assign(tier_name=["" if pd.isna(tier) else states.tier(int(tier)) for tier in rows["tier"]])


def _hits_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The same, with what each cell needs to say its sentence when it is shown: there may be tens of thousands."""
    return _with_tier(rows).assign(says=rows["rule"] + rows["detail"])


def _count(said: str, chosen: Chosen, *, hidden: int = 0) -> None:
    """How many there are, what else they are narrowed to, and how many are left out."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{said}**", width="content")
        for name, shown in (
            ("audit", states.word("audit_state", chosen.audit_state)),
            ("month", charts.month_name(chosen.month) if chosen.month else ""),
        ):
            if shown:
                _dismissible(name, shown)
        if hidden:
            st.caption(_("Left out, of work that has ended: {count}", count=f"{hidden:,}"), width="content")
        if chosen.is_narrowed:
            attention_filters.clear()


def _dismissible(name: str, shown: str) -> None:
    rest = {other: address.given(other) for other in NAMES if other != name}
    st.button(
        shown,
        key=f"drop_{name}",
        icon=":material/close:",
        on_click=address.go,
        args=(NAMES,),
        kwargs=rest,
        help=_("Drop this condition"),
    )


def _nothing(chosen: Chosen) -> str:
    if chosen.is_narrowed:
        return _("Nothing fits these filters. Clear them to see the rest.")
    return _("There is nothing here: as far as the ledger knows, all is in order.")


def _offer(here: Here, rows: pd.DataFrame, chosen: Chosen, columns: dict[str, Column], words: tables.Words) -> None:
    """The list as a file, in words; made when it is asked for."""
    if rows.empty:
        return
    name = f"{chosen.view}_{here.as_of:%Y%m%d}"
    headings = {name: column.label for name, column in columns.items()} | {
        "contract_number": _("Contract no."),
        "corporate_number": _("Corporate number"),
        "section": _("Section"),
        "data_class": _("Data class"),
    }
    with st.container(horizontal=True, horizontal_alignment="right"):
        for label, ending, mime, make in (
            (_("CSV"), "csv", "text/csv", table.csv_bytes),
            (_("Workbook"), "xlsx", downloads.XLSX, table.workbook_bytes),
        ):
            downloads.button(
                here,
                label,
                f"{name}.{ending}",
                mime,
                lambda make=make: make(_worded(words(rows), columns), headings),  # type: ignore[misc]
                filters=chosen.noted,
            )


def _worded(rows: pd.DataFrame, columns: dict[str, Column]) -> pd.DataFrame:
    """The rows with their codes in words; dates stay dates."""
    worded = {
        name: [column.show(value) for value in rows[name]]
        for name, column in columns.items()
        if column.show and column.show is not tables.date
    }
    return rows.assign(**worded, data_class=[states.data_class(code) for code in rows["data_class"]])
