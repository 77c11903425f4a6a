"""The record of an audit: in short for the inspection of one engagement, or in nine sections as the ward reports."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import audit_actions
from kantoku.errors import KantokuError
from kantoku.records.audit import AuditMethod, AuditResult
from kantoku.wording import _
from ui import (
    address,
    audit_draft,
    audit_findings,
    audit_items,
    audit_place,
    audit_scope,
    audit_words,
    auditors,
    entered,
    forms,
    page,
    recurrence,
)
from ui.audit_draft import Draft
from ui.page import Here

_SHORT = ("audited_on", "result", "is_independent", "methods")
_REPORTED = ("reported_on", "reported_to")
_REVIEWED = ("review", "reviewed_on")


def show(here: Here, *, audit_id: str | None = None, engagement_id: str | None = None) -> None:
    """The form for a planned or recorded audit, for a new one of an engagement, or for a new one of anything."""
    if not here.can_write:
        st.info(_("Recording is possible in the present only. Set the two dates in the sidebar back to now."))
        return
    form = audit_draft.opened(here, audit_id, engagement_id)
    form.keep_typed()
    layouts = {"short": _("In short"), "full": _("In nine sections")}
    first = sorted(layouts, reverse=_is_short_first(form))
    layout = address.segments(_("Form"), {each: layouts[each] for each in first}, name="form")
    rows = _short(here, form) if layout == "short" else _full(here, form)
    scope = audit_words.engagements(rows)
    earlier = recurrence.earlier(here, list(scope)) if scope else {}
    findings = _findings(form, scope, earlier)
    _save(here, form, lambda: form.values(rows), lambda: audit_findings.typed(findings, rows, scope, earlier))


def _is_short_first(form: Draft) -> bool:
    """An inspection of engagements is recorded in short, unless it was given what only the long form shows."""
    if form.audit is None:
        return bool(form.engagements)
    long_only = (form.audit.items, form.audit.purpose, form.audit.theme, form.audit.schedule)
    return bool(form.engagements) and not any(long_only)


def _short(here: Here, form: Draft) -> pd.DataFrame:
    rows = audit_scope.ask(here, form.key, start=form.engagements, contract=form.contract)
    if len(rows) == 1:
        audit_scope.show_last(rows.iloc[0])
    form.ask(*_SHORT, columns=3)
    _ask_by_method(form)
    form.extra["auditors"] = auditors.ask(form.key, form.audit)
    form.ask("opinion")
    form.ask(*_REPORTED)
    _ask_review(form)
    with st.expander(_("Number, title and where the papers are kept"), icon=":material/more_horiz:"):
        form.ask("number", "title", "evidence_place", columns=3)
    return rows


def _ask_by_method(form: Draft) -> None:
    """What a method asks for besides: remotely its reason, through the contractor the day its report came."""
    methods = form.raw.get("methods") or []
    if AuditMethod.REMOTE in methods:
        form.ask("remote_reason")
    if AuditMethod.THROUGH_CONTRACTOR in methods:
        form.ask("report_received_on")


def _full(here: Here, form: Draft) -> pd.DataFrame:
    aim, way, items, outcome = st.tabs(
        [
            _("1–3 Purpose, theme, scope"),
            _("4–6 Methods, schedule, auditors"),
            _("7–8 Items, standards"),
            _("9 Results"),
        ]
    )
    with aim:
        form.ask("number", "title", "fiscal_year", columns=3)
        form.ask("audit_kind", "conducted_by")
        _heading(1, _("Purpose of the audit"))
        form.ask("purpose")
        _heading(2, _("Theme of the audit"))
        form.ask("theme")
        _heading(3, _("Scope of the audit"))
        rows = audit_scope.ask(here, form.key, start=form.engagements, contract=form.contract, has_search=True)
        st.caption(_("Or sections of the office and their systems, for an audit of the office itself:"))
        form.extra["systems"] = audit_scope.ask_systems(form.key, form.audit)
    with way:
        _heading(4, _("Methods of the audit"))
        form.ask("methods")
        _ask_by_method(form)
        _heading(5, _("Schedule of the audit"))
        form.ask("audited_on", "planned_on")
        form.ask("schedule")
        _heading(6, _("Auditors and independence"))
        form.extra["auditors"] = auditors.ask(form.key, form.audit)
        form.ask("is_independent", "evidence_place")
    with items:
        _heading(7, _("Audit items"))
        form.extra |= audit_items.ask(form.key, form.audit)
        _heading(8, _("Audit standards"))
        form.ask("standards")
        form.ask("referred_standards")
    with outcome:
        _heading(9, _("Audit results"))
        form.ask("result")
        form.ask("opinion")
        form.ask("commendations")
        form.ask(*_REPORTED, "published_on", columns=3)
        _ask_review(form)
        form.ask("note")
    return rows


def _ask_review(form: Draft) -> None:
    """Where something was found wanting: whether the entrustment goes on, is changed or is ended."""
    if form.raw.get("result") in (AuditResult.PARTLY, AuditResult.UNFIT):
        form.ask(*_REVIEWED)
        form.ask("review_reason")


def _heading(number: int, text: str) -> None:
    st.markdown(f"**{number} {text}**")


def _findings(form: Draft, scope: dict[str, str], earlier: dict[str, str]) -> pd.DataFrame:
    heading = _("Points to improve (recorded as findings)")
    st.markdown(f"**{heading}**", help=_("Leave it empty if there are none."))
    if form.is_correction:
        st.caption(_("Findings already on record stay as they are; correct those under “Findings and corrections”."))
    return audit_findings.ask(form.key, scope, earlier)


def _save(here: Here, form: Draft, audit: Callable[[], Any], findings: Callable[[], Any]) -> None:
    """audit, findings: what is typed of them, as values."""
    reason = ""
    if form.is_correction:
        reason = st.text_input(entered.marked(_("Reason of the addition or correction")), key=f"{form.key}_reason")
    if not forms.submit(
        _("Save the addition or correction") if form.is_correction else _("Record this audit"), key=form.key
    ):
        return
    try:
        values, found, why = entered.read(
            audit,
            findings,
            lambda: entered.needed(reason, _("Reason of the addition or correction")) if form.is_correction else reason,
        )
        recorded = audit_actions.record_audit(
            here.ledger, values, found, actor=here.actor, audit_id=form.audit_id, base=form.base, reason=why
        )
    except KantokuError as error:
        page.show_error(error)
        return
    forms.clear(form.key)
    page.tell(
        _("The audit is recorded, with {count} findings.", count=len(recorded.finding_ids))
        if recorded.finding_ids
        else _("The audit is recorded.")
    )
    audit_place.go(audit=recorded.audit_id)
    st.rerun()
