"""The next steps of one incident: its reports to the Commission, its settlement, a finding that came of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from kantoku import incident_actions
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.records import Finding, Incident
from kantoku.records.base import fields
from kantoku.records.incident import NINE_ITEMS, STEPS, IncidentState
from kantoku.wording import _
from ui import address, entered, forms, incident_form, incident_list, page, record_form, recurrence, saving, values
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
    _to_fill_in(here, incident_id, incident)
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
    _ask(here, incident_id, day, (day, "receipt_number", "is_joint"), start, act, label, needed=(day,))


def _to_fill_in(here: Here, incident_id: str, incident: Incident) -> None:
    """What the final report lacks, by the tab on which it stands, with the way there."""
    told = {name for item in NINE_ITEMS for name in item if getattr(incident, name) in (None, "", ())}
    if not told:
        return
    labels = {field.name: _(field.about.label) for field in fields(Incident)}
    st.warning(
        _("The final report tells all nine items. Fill these in first; each button opens its tab."),
        icon=":material/edit_note:",
    )
    for code, group in incident_form.PARTS.items():
        if lacking := [labels[name] for name in group.all_names if name in told]:
            _way(here, incident_id, code, values.separator().join(lacking))


def _way(here: Here, incident_id: str, part: str, what: str) -> None:
    """What is to be filled in, and the button that opens the tab on which it stands."""
    with st.container(horizontal=True, vertical_alignment="center"):  # which wraps where there is no room
        st.button(
            _("Open the tab “{tab}”", tab=_(incident_form.PARTS[part].label)),
            key=f"fill_in_{part}",
            icon=":material/edit:",
            on_click=address.go,
            args=(incident_list.PLACES,),
            kwargs={"incident": incident_id, "act": "correct", "part": part},
            disabled=not here.can_write,
        )
        st.markdown(what, width="stretch")


def _close(here: Here, incident_id: str, incident: Incident) -> None:
    start = forms.as_start(incident) | {"closed_on": here.today}
    needed = incident_actions.NEEDED_TO_CLOSE
    label = _("Settle this incident")
    if not (left := incident_actions.work_left(incident)):
        _ask(here, incident_id, "close", needed, start, incident_actions.close_incident, label, needed=needed)
        return
    st.warning(
        _("Work on this incident is still open. Record what became of it, or say why it is settled all the same."),
        icon=":material/pending_actions:",
    )
    _way(here, incident_id, "work", incident_actions.in_words(left))
    why = _("Why it is settled with work left open")
    reason = st.text_input(entered.marked(why), key=f"{_key(incident_id, 'close')}_why")

    def close(*about: Any, **by: Any) -> None:
        incident_actions.close_incident(*about, **by, reason=entered.needed(reason, why))

    _ask(here, incident_id, "close", needed, start, close, label, needed=needed)


def _ask(
    here: Here,
    incident_id: str,
    step: str,
    names: Sequence[str],
    start: dict[str, Any],
    act: Callable[..., Any],
    label: str,
    *,
    needed: Sequence[str],
) -> None:
    key = _key(incident_id, step)
    _record, revision = here.ledger.get("incident", incident_id)
    base = saving.opened_at(key, revision, field=f"{key}_{names[0]}")
    raw = forms.ask(Incident, names, key=key, start=start, columns=3, needed=needed)
    if forms.submit(label, key=key):
        with saving.attempt(key, revision):
            try:
                act(here.ledger, incident_id, forms.typed(Incident, raw), base=base, actor=here.actor)
            except InvalidRecord as error:
                raise _placed(error, names) from None
            _done(incident_id)


def _placed(error: InvalidRecord, names: Sequence[str]) -> KantokuError:
    """The same failure, with the tab of “Fill in or correct” for each field that this step does not ask for."""
    groups = [
        replace(group, names=tuple(name for name in group.names if name not in names))
        for group in incident_form.PARTS.values()
    ]
    return record_form.placed(Incident, groups, error)


def _reopen(here: Here, incident_id: str, _incident: Incident) -> None:
    key = _key(incident_id, "reopen")
    _record, revision = here.ledger.get("incident", incident_id)
    base = saving.opened_at(key, revision, field=f"{key}_reason")
    reason = st.text_input(entered.marked(_("Why it is taken up again")), key=f"{key}_reason")
    if forms.submit(_("Take this incident up again"), key=key):
        with saving.attempt(key, revision):
            incident_actions.reopen_incident(here.ledger, incident_id, base=base, reason=reason, actor=here.actor)
            _done(incident_id)


def find(here: Here, incident_id: str, incident: Incident) -> None:
    """The form for a finding that came of it."""
    key = saving.generation(f"incident_finding_{incident_id}")
    raw = forms.ask(Finding, _FOUND, key=key, columns=3)
    recurs = recurrence.ask(here, [incident.engagement_id or incident.contract_id], key=key)
    if forms.submit(_("Record this finding"), key=key):
        with saving.attempt():
            typed = forms.typed(Finding, raw) | {"found_on": here.today} | recurs
            incident_actions.raise_finding(here.ledger, incident_id, typed, actor=here.actor)
            saving.begin_anew(f"incident_finding_{incident_id}")
            page.tell(_("The finding is recorded."))
            st.rerun()


def _key(incident_id: str, step: str) -> str:
    return f"{saving.generation(f'incident_steps_{incident_id}')}_{step}"


def _done(incident_id: str) -> None:
    """The forms of the other steps begin anew too: they were filled from the state before this one."""
    saving.begin_anew(f"incident_steps_{incident_id}")
    page.tell(_("The step is on record."))
    st.rerun()
