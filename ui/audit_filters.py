"""The filters of the audits screen, in its address."""

from collections.abc import Mapping

import pandas as pd

from kantoku.dates import fiscal_year, show_fiscal_year
from kantoku.records import OFFICE_ID, Office
from kantoku.records.vocabulary import DataClass
from kantoku.wording import _, language
from ui import address, readings
from ui.page import Here
from ui.states import State

ROWS = 400
"""The most rows a list reads; filters find the others."""


def year(here: Here, *, has_all: bool = False) -> str:
    """A fiscal year by the western year it begins in, back to the first that has an audit; '' for all, where chosen."""
    now = fiscal_year(here.today)
    first = readings.kept(here, "audits_first_year")["fiscal_year"].iloc[0]
    listed = range(now + 1, min(now, now if pd.isna(first) else int(first)) - 1, -1)
    years = {str(each): show_fiscal_year(each, language()) for each in (now, *(year for year in listed if year != now))}
    return address.select(_("Fiscal year"), ({"": _("All")} if has_all else {}) | years, name="year")


def section(here: Here) -> str | None:
    """One of the office's sections, or None for all."""
    offered = {"": _("All")} | {each: each for each in sections(here)}
    return address.select(_("Section"), offered, name="section") or None


def sections(here: Here) -> tuple[str, ...]:
    """The office's sections, without those that another has taken over from by the day shown.

    A name that is used again stands where contracts are under it.
    """
    office, _revision = here.ledger.get(Office.kind, OFFICE_ID, at_seq=here.at_seq)
    if not isinstance(office, Office):
        return ()
    former = {each.section for each in office.reorganisations if each.from_on <= here.as_of}
    heirs = [each.successor for each in office.reorganisations if each.from_on <= here.as_of]
    if former:
        named = readings.kept(here, "contracts_choices").iloc[0]["sections"]
        former -= set(named if pd.api.types.is_list_like(named) else ())
    return tuple(dict.fromkeys(each for each in (*office.sections, *heirs) if each not in former))


def data_class() -> str | None:
    """A class of personal data, or None for all."""
    classes = {each.value: _(each.label) for each in DataClass if each is not DataClass.NONE}
    return address.select(_("Data class"), {"": _("All")} | classes, name="data") or None


def course(courses: Mapping[str, State], *, first: Mapping[str, str], name: str) -> str:
    """How far it has come. first: what stands before the courses, code → wording."""
    words = {code: _(state.word) for code, state in courses.items()}
    return address.select(_("State"), dict(first) | words, name=name)
