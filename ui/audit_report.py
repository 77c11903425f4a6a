"""One audit to read, in the nine sections of the ward's published report."""

import datetime
from functools import partial

import streamlit as st

from kantoku.dates import show_date, show_fiscal_year
from kantoku.printing import audit_report
from kantoku.records import Audit
from kantoku.records.base import Choice
from kantoku.wording import _, language
from ui import audit_place, audit_words, documents, downloads, finding_list, record_trail, report
from ui.audit_words import AUDIT_COURSES
from ui.literal import literal
from ui.page import Here


def show(here: Here, audit_id: str) -> None:
    """The report of an audit, what can be done with it, and its history."""
    audit, _revision = here.ledger.get("audit", audit_id, at_seq=here.at_seq)
    if not isinstance(audit, Audit):
        raise TypeError(audit_id)
    rows = here.read("audits_list", audit=audit_id, course=None, year=None, section=None, search=None, row_limit=1)
    _head(here, audit_id, audit, str(rows["course"].iloc[0]))
    with st.container(border=True):
        report.show(audit_report.blocks(here.read, audit_id, audit))
    findings = audit_report.findings(here.read, audit_id)
    if len(findings):
        st.subheader(_("Findings and their correction"), anchor=False)
        finding_list.show_courses(findings, audit_id)
    downloads.pdf(
        here,
        _("Audit report (PDF)"),
        downloads.file_name(audit_report.document(audit), audit.title, audit.number, ending=".pdf"),
        partial(audit_report.pdf, here.ledger, audit_id),
    )
    documents.panel(here, "audit", audit_id)
    record_trail.show(here, "audit", audit_id)


def _head(here: Here, audit_id: str, audit: Audit, course: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(literal(audit_report.title(audit)), anchor=False, width="stretch")
        st.button(
            _("Correct this audit") if audit.audited_on else _("Record what was found"),
            on_click=audit_place.go,
            kwargs={"audit": audit_id, "act": "record"},
            disabled=not here.can_write,
            type="secondary" if audit.audited_on else "primary",
            icon=":material/edit:" if audit.audited_on else ":material/edit_note:",
        )
    day = audit.audited_on or audit.planned_on
    facts = [
        audit_words.badge(AUDIT_COURSES, course),
        _label(audit.audit_kind),
        literal(audit.number),
        show_fiscal_year(audit.fiscal_year, language()) if audit.fiscal_year else "",
        _("Audited on {day}", day=_day(day)) if audit.audited_on else _("Planned for {day}", day=_day(day)),
    ]
    st.markdown("　".join(fact for fact in facts if fact))


def _label(choice: Choice | None) -> str:
    return _(choice.label) if choice else ""


def _day(day: datetime.date | None) -> str:
    return show_date(day, language()) if day else ""
