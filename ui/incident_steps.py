"""The next steps of one incident: its reports to the Commission, its settlement, a finding that came of it."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from kantoku import incident_actions
from kantoku.records import Finding, Incident
from kantoku.records.incident import STEPS, IncidentState
from kantoku.wording import _
from ui import entered, forms, page, saving
from ui.page import Here

_FOUND = ("content", "finding_class", "severity", "owner", "due_on", "basis", "plan")


def show(here: Here, incident_id: str, incident: Incident) -> None:
    """The steps that follow from the state it is in, one beside the other."""
    offered: dict[IncidentState, tuple[str, Callable[..., None]]] = {
        IncidentState.FIRST_REPORTED: (_("First report submitted"), _first),
        IncidentState.FINALLY_REPORTED: (_("Final report submitted"), _final),
        IncidentState.CLOSED: (_("Settle"), _close),
        IncidentState.OPEN: (_("Take it up again"), _reopen),
    }
    following = [each.after for each in STEPS if each.before == incident.state]
    steps = [offered[after] for after in offered if after in following]
    for tab, (_label, form) in zip(st.tabs([label for label, _form in steps]), steps, strict=True):
        with tab:
            form(here, incident_id, incident)


def _first(here: Here, incident_id: str, incident: Incident) -> None:
    _report(
        here, incident_id, incident, "first_reported_on", incident_actions.report_first, _("Record the first report")
    )


def _final(here: Here, incident_id: str, incident: Incident) -> None:
    _report(
        here,
        incident_id,
        incident,
        "finally_reported_on",
        incident_actions.report_finally,
        _("Record the final report"),
    )


def _report(here: Here, incident_id: str, incident: Incident, day: str, act: Callable[..., Any], label: str) -> None:
    start = forms.as_start(incident) | {day: here.today}
    _ask(here, incident_id, day, (day, "receipt_number", "is_joint"), start, act, label)


def _close(here: Here, incident_id: str, incident: Incident) -> None:
    start = forms.as_start(incident) | {"closed_on": here.today}
    names = ("closed_on", "closed_by", "closed_how")
    _ask(here, incident_id, "close", names, start, incident_actions.close_incident, _("Settle this incident"))


def _ask(
    here: Here,
    incident_id: str,
    step: str,
    names: Sequence[str],
    start: dict[str, Any],
    act: Callable[..., Any],
    label: str,
) -> None:
    key = f"incident_{step}_{incident_id}"
    _record, revision = here.ledger.get("incident", incident_id)
    base = saving.opened_at(key, revision, field=f"{key}_{names[0]}")
    raw = forms.ask(Incident, names, key=key, start=start, columns=3)
    if forms.submit(label, key=key):
        with saving.attempt(key, revision):
            act(here.ledger, incident_id, forms.typed(Incident, raw), base=base, actor=here.actor)
            _done(key, _("The step is on record."))


def _reopen(here: Here, incident_id: str, _incident: Incident) -> None:
    key = f"incident_reopen_{incident_id}"
    _record, revision = here.ledger.get("incident", incident_id)
    base = saving.opened_at(key, revision, field=f"{key}_reason")
    reason = st.text_input(entered.marked(_("Why it is taken up again")), key=f"{key}_reason")
    if forms.submit(_("Take this incident up again"), key=key):
        with saving.attempt(key, revision):
            incident_actions.reopen_incident(here.ledger, incident_id, base=base, reason=reason, actor=here.actor)
            _done(key, _("The step is on record."))


def find(here: Here, incident_id: str) -> None:
    """The form for a finding that came of it."""
    key = saving.generation(f"incident_finding_{incident_id}")
    raw = forms.ask(Finding, _FOUND, key=key, columns=3)
    if forms.submit(_("Record this finding"), key=key):
        with saving.attempt():
            typed = forms.typed(Finding, raw) | {"found_on": here.today}
            incident_actions.raise_finding(here.ledger, incident_id, typed, actor=here.actor)
            saving.begin_anew(f"incident_finding_{incident_id}")
            page.tell(_("The finding is recorded."))
            st.rerun()


def _done(key: str, told: str) -> None:
    forms.clear(key)
    page.tell(told)
    st.rerun()
