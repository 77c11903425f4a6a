"""The filters of the audits screen, in its address."""

from collections.abc import Mapping

from kantoku.dates import fiscal_year, show_fiscal_year
from kantoku.records import OFFICE_ID, Office
from kantoku.records.vocabulary import DataClass
from kantoku.wording import _, language
from ui import address
from ui.page import Here
from ui.states import State

ROWS = 400
"""The most rows a list reads; filters find the others."""


def year(here: Here, *, has_all: bool = False) -> str:
    """A fiscal year by the western year it begins in; '' for all, where that may be chosen."""
    now = fiscal_year(here.today)
    years = {str(each): show_fiscal_year(each, language()) for each in (now, now + 1, *range(now - 1, now - 8, -1))}
    return address.select(_("Fiscal year"), ({"": _("All")} if has_all else {}) | years, name="year")


def section(here: Here) -> str | None:
    """One of the office's sections, or None for all."""
    office, _revision = here.ledger.get(Office.kind, OFFICE_ID, at_seq=here.at_seq)
    named = office.sections if isinstance(office, Office) else ()
    sections = {"": _("All")} | {each: each for each in named}
    return address.select(_("Section"), sections, name="section") or None


def data_class() -> str | None:
    """A class of personal data, or None for all."""
    classes = {each.value: _(each.label) for each in DataClass if each is not DataClass.NONE}
    return address.select(_("Data class"), {"": _("All")} | classes, name="data") or None


def course(courses: Mapping[str, State], *, first: Mapping[str, str], name: str) -> str:
    """How far it has come. first: what stands before the courses, code → wording."""
    words = {code: _(state.word) for code, state in courses.items()}
    return address.select(_("State"), dict(first) | words, name=name)
