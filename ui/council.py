"""What a council asks for: the numbers of one day by section, or of the office or a section of it year by year."""

import datetime

import pandas as pd
import streamlit as st

from kantoku.dates import fiscal_year, fiscal_year_span, show_date, show_fiscal_year, show_moment
from kantoku.exports.statement import statement_bytes
from kantoku.records import OFFICE_ID, Office
from kantoku.wording import N_, _, language
from ui import address, audit_filters, charts, downloads, facts, list_export, readings
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
    section = _section(here) if part == "years" else None
    lines, first = (_sections(here), _("Section")) if part == "sections" else (_years(here, section), _("Fiscal year"))
    columns = {"name": Column(first)} | {name: Column(_(title), is_number=True) for name, title in MEASURES.items()}
    named = {name: column.label for name, column in columns.items()}
    shown = [[row["name"], *(f"{row[name]:,}" for name in MEASURES)] for row in of(lines)]
    facts.table(list(named.values()), shown, widths=("18%",), are_numbers=True)
    note = (
        _("Work under way on the day. Audited are contracts and subcontracts with personal data.")
        if part == "sections"
        else _("Work under way on the last day of each year; of the current year on the day shown.")
    )
    st.caption(note)
    title = _("Entrusted work and its supervision ({by})", by=parts[part])
    facts_of_it = _facts(here, section)
    list_export.offer(
        here,
        lines,
        columns,
        report=f"council_{part}",
        filters={"section": section} if section else {},
        name=downloads.file_name(title, facts_of_it[0][1], section, f"{here.as_of:%Y%m%d}", ending=""),
        workbook=lambda rows, headings: statement_bytes(rows, headings, title, facts_of_it, note),
    )


def _facts(here: Here, section: str | None) -> list[tuple[str, str]]:
    """Whose numbers they are and of which day, and what the ledger knew where that is not all of it."""
    office = Office.model_validate(here.ledger.get("office", OFFICE_ID, at_seq=here.at_seq)[0])
    told = [
        (_("Office"), office.name or ""),
        (_("Section"), section or ""),
        (_("As-of day"), show_date(here.as_of, language())),
    ]
    if here.clocks.known_at:
        told.append((_("As known at"), show_moment(here.clocks.known_at, language())))
    return [told[0], *((label, value) for label, value in told[1:] if value)]


def _sections(here: Here) -> pd.DataFrame:
    st.caption(_("As of {day}", day=show_date(here.as_of, language())))
    found = here.read("council")
    names = [_("Whole office") if row["is_whole"] else charts.section_name(row["section"]) for row in of(found)]
    return _lines(found, names)


def _section(here: Here) -> str | None:
    """One of the sections of the office or of its contracts, or None for the whole office."""
    named = readings.kept(here, "contracts_choices").iloc[0]["sections"]
    sections = dict.fromkeys((*audit_filters.sections(here), *named))
    offered = {"": _("Whole office")} | {each: each for each in sections}
    return address.select(_("Section"), offered, name="section") or None


def _years(here: Here, section: str | None) -> pd.DataFrame:
    """The whole office, or a section, at the end of each of the last years; of the current one on the day shown."""
    now = fiscal_year(here.as_of)
    days = {year: min(here.as_of, fiscal_year_span(year)[1]) for year in range(now - _YEARS + 1, now + 1)}
    found = pd.concat([_counted(here, day, section) for day in days.values()], ignore_index=True)
    return _lines(found, [show_fiscal_year(year, language()) for year in days])


def _counted(here: Here, day: datetime.date, section: str | None) -> pd.DataFrame:
    """The row of the section, or of the whole office; of zeros where the section had no work under way."""
    found = here.ledger.read("council", as_of=day, at_seq=here.at_seq)
    asked = found["section"] == section if section else found["is_whole"]
    numbers = found[asked].drop(columns=["section", "is_whole"]).reset_index(drop=True)
    return numbers.reindex([0], fill_value=0)


def _lines(found: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    counted = found.assign(
        name=names,
        deeper=found["subcontracts_3"] + found["subcontracts_4"],
        audited=found["contracts_audited"] + found["subcontracts_audited"],
    )
    return counted[["name", *MEASURES]]
