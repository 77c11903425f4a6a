"""What a council asks for: the numbers of one day by section, or of the whole office year by year."""

import datetime

import pandas as pd
import streamlit as st

from kantoku.dates import fiscal_year, fiscal_year_span, show_date, show_fiscal_year
from kantoku.wording import N_, _, language
from ui import address, charts, list_export
from ui.page import Here
from ui.rows import of
from ui.tables import Column

# The questions of the prefecture's survey of 2022, in its order: measure → how its column is headed.
MEASURES = {
    "contracts": N_("Contracts"),
    "contracts_personal": N_("With personal data"),
    "contracts_spi": N_("With SPI"),
    "contracts_subcontracted": N_("Subcontracted"),
    "subcontracts": N_("Subcontracts"),
    "deeper": N_("Tier 3 and below"),
    "unpermitted": N_("Without permission"),
    "unknown": N_("Status unknown"),
    "audited": N_("Audited within 12 months"),
    "overdue_findings": N_("Overdue findings"),
}
_YEARS = 5


def show(here: Here) -> None:
    """The numbers as a table, and as a file to hand on."""
    parts = {"sections": _("By section"), "years": _("By fiscal year")}
    part = address.segments(_("How they are listed"), parts, name="by")
    lines, first = (_sections(here), _("Section")) if part == "sections" else (_years(here), _("Fiscal year"))
    columns = {"name": Column(first)} | {name: Column(_(title), is_number=True) for name, title in MEASURES.items()}
    named = {name: column.label for name, column in columns.items()}
    st.table(lines.rename(columns=named), hide_index=True, border="horizontal")
    st.caption(
        _("Work under way on the day. Audited are contracts and subcontracts with personal data.")
        if part == "sections"
        else _("Work under way on the last day of each year; of the current year on the day shown.")
    )
    list_export.offer(here, lines, columns, report=f"council_{part}", filters={})


def _sections(here: Here) -> pd.DataFrame:
    st.caption(_("As of {day}", day=show_date(here.as_of, language())))
    found = here.read("council")
    names = [_("Whole office") if row["is_whole"] else charts.section_name(row["section"]) for row in of(found)]
    return _lines(found, names)


def _years(here: Here) -> pd.DataFrame:
    """The whole office at the end of each of the last years; of the current one on the day shown."""
    now = fiscal_year(here.as_of)
    days = {year: min(here.as_of, fiscal_year_span(year)[1]) for year in range(now - _YEARS + 1, now + 1)}
    found = pd.concat([_whole(here, day) for day in days.values()], ignore_index=True)
    return _lines(found, [show_fiscal_year(year, language()) for year in days])


def _whole(here: Here, day: datetime.date) -> pd.DataFrame:
    return here.ledger.read("overview_counts", as_of=day, at_seq=here.at_seq)


def _lines(found: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    counted = found.assign(
        name=names,
        deeper=found["subcontracts_3"] + found["subcontracts_4"],
        audited=found["contracts_audited"] + found["subcontracts_audited"],
    )
    return counted[["name", *MEASURES]]
