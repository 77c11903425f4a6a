"""One audit to read, in the nine sections of the ward's published report."""

import datetime

import streamlit as st

from kantoku import catalogue
from kantoku.dates import show_date, show_fiscal_year
from kantoku.records import Audit
from kantoku.records.base import Choice
from kantoku.wording import _, language
from ui import audit_place, audit_scope, audit_words, documents, finding_list, record_trail, report, states
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
        _sections(here, audit_id, audit)
    documents.panel(here, "audit", audit_id)
    record_trail.show(here, "audit", audit_id)


def _head(here: Here, audit_id: str, audit: Audit, course: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(literal(_title(audit)), anchor=False, width="stretch")
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


def _title(audit: Audit) -> str:
    return audit.title or (_("Audit report") if audit.audited_on else _("Plan of an audit"))


def _sections(here: Here, audit_id: str, audit: Audit) -> None:
    report.heading(1, _("Purpose of the audit"))
    report.prose(audit.purpose)
    report.heading(2, _("Theme of the audit"))
    report.prose(audit.theme)
    report.heading(3, _("Scope of the audit"))
    _scope(here, audit)
    report.heading(4, _("Methods of the audit"))
    report.numbered([_(method.label) for method in audit.methods])
    if audit.remote_reason:
        report.prose(_("Why remotely: {reason}", reason=audit.remote_reason))
    report.heading(5, _("Schedule of the audit"))
    _schedule(audit)
    report.heading(6, _("Who audited"))
    _auditors(audit)
    report.heading(7, _("Audit items"))
    _items(audit)
    report.heading(8, _("Audit standards"))
    report.named(1, _("Standards applied"), audit.standards)
    report.named(2, _("Standards referred to"), audit.referred_standards)
    report.heading(9, _("Audit results"))
    _results(here, audit_id, audit)


def _scope(here: Here, audit: Audit) -> None:
    rows = audit_scope.read(here, engagements=audit_scope.engagements_of(audit))
    lines = [
        {
            _("No."): nth,
            _("Organisation"): row["organisation"],
            _("Tier"): states.tier(row["tier"]),
            _("Contract no."): row["contract_number"],
            _("Title"): row["contract_title"],
            _("Section"): row["section"],
        }
        for nth, row in enumerate(rows.to_dict("records"), 1)
    ]
    report.table(lines)
    offices = [subject for subject in audit.subjects if subject.section or subject.system]
    report.table(
        [
            {_("No."): nth, _("Section audited"): each.section, _("System audited"): each.system}
            for nth, each in enumerate(offices, 1)
        ]
    )
    if not audit.subjects:
        report.prose(None)


def _schedule(audit: Audit) -> None:
    steps: list[tuple[datetime.date | None, str, str | None]]
    steps = [(step.held_on, step.step, step.content) for step in audit.schedule]
    if not steps and audit.audited_on:
        steps = [(audit.audited_on, _("Audit held"), None)]
    if not steps and audit.planned_on:
        steps = [(audit.planned_on, _("Planned"), None)]
    report.table([{_("Held on"): _day(day), _("Step"): step, _("Content"): content} for day, step, content in steps])
    if not steps:
        report.prose(None)


def _auditors(audit: Audit) -> None:
    by = _("Conducted by: {who}", who=_label(audit.conducted_by)) if audit.conducted_by else None
    names = [" ".join(filter(None, (each.organisation, each.name))) for each in audit.auditors]
    report.prose("\n".join(filter(None, (by, *names))) or None)
    if audit.is_independent is not None:
        report.prose(
            _("Independence of the auditors: confirmed")
            if audit.is_independent
            else _("Independence of the auditors: not secured")
        )
    if audit.evidence_place:
        report.prose(_("Working papers: {place}", place=audit.evidence_place))


def _items(audit: Audit) -> None:
    if not audit.items:
        report.prose(None)
        return
    known = {item.code: item for item in catalogue.audit_items(audit.items_version)}
    report.table(
        [
            {
                _("Category of item"): known[item.code].text(language(), "category"),
                _("Item"): f"({int(item.code)}) {known[item.code].text(language())}",
                _("Audit materials"): item.material,
                _("What was done"): item.procedure,
                _("Result"): _label(item.result),
                _("Note"): item.note,
            }
            for item in audit.items
            if item.code in known
        ]
    )


def _results(here: Here, audit_id: str, audit: Audit) -> None:
    st.markdown("(1) " + _("Overall opinion") + (f"　**{_label(audit.result)}**" if audit.result else ""))
    report.prose(audit.opinion)
    report.named(2, _("Commendations"), audit.commendations)
    st.markdown("(3) " + _("Points to improve"))
    if not finding_list.of_audit(here, audit_id):
        count = audit.finding_count
        report.prose(_("{count} findings are stated, without their content.", count=count) if count else _("None"))
    told = [_day(audit.reported_on), audit.reported_to]
    if any(told):
        report.prose(_("Reported: {told}", told=" ".join(filter(None, told))))
    if audit.review:
        report.prose(_("Review of the entrustment: {review}", review=_review(audit)))
    if audit.report_received_on:
        report.prose(_("Report of the contractor received on {day}", day=_day(audit.report_received_on)))
    if audit.published_on:
        report.prose(_("Summary published on {day}", day=_day(audit.published_on)))
    if audit.note:
        report.prose(_("Note: {note}", note=audit.note))


def _review(audit: Audit) -> str:
    return "　".join(filter(None, (_label(audit.review), _day(audit.reviewed_on), audit.review_reason)))


def _label(choice: Choice | None) -> str:
    return _(choice.label) if choice else ""


def _day(day: datetime.date | None) -> str:
    return show_date(day, language()) if day else ""
