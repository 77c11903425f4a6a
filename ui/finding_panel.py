"""One finding: what it says, its correction reported, verified and closed."""

from collections.abc import Callable

import streamlit as st

from kantoku import actions, audit_actions
from kantoku.errors import KantokuError
from kantoku.people import same_person
from kantoku.records import Finding
from kantoku.records.finding import FindingState
from kantoku.wording import _
from ui import (
    audit_place,
    audit_words,
    documents,
    entered,
    finding_elsewhere,
    forms,
    page,
    record_trail,
    recurrence,
    saving,
    tables,
)
from ui.literal import literal
from ui.page import Here


def show_one(here: Here, finding_id: str) -> None:
    """One finding: what it says, the next step of its correction, and its history."""
    finding, revision = here.ledger.get("finding", finding_id, at_seq=here.at_seq)
    if not isinstance(finding, Finding):
        raise TypeError(finding_id)
    _facts(here, finding)
    if here.can_write:
        _steps(here, finding_id, finding, revision)
    finding_elsewhere.show(here, finding_id, finding, revision)
    documents.panel(here, "finding", finding_id)
    record_trail.show(here, "finding", finding_id)


def _facts(here: Here, finding: Finding) -> None:
    with st.container(border=True):
        st.text(finding.content)
        facts = [
            (_("State"), _(finding.state.label)),
            (_("Class of finding"), _(finding.finding_class.label) if finding.finding_class else ""),
            (_("Severity"), _(finding.severity.label) if finding.severity else ""),
            (_("Clause it rests on"), finding.basis),
            (_("Found on"), tables.date(finding.found_on)),
            (_("Owner of the correction"), finding.owner),
            (_("Due on"), tables.date(finding.due_on)),
            (_("Whom it concerns"), _whom(here, finding)),
            (_("Plan of correction"), finding.plan),
            (_("Correction reported on"), tables.date(finding.reported_on)),
            (_("Verified on"), tables.date(finding.verified_on)),
            (_("Verified by"), finding.verified_by),
            (_("How it was verified"), finding.verified_how),
            (_("Check of other sections and contractors"), finding.lateral_check),
            (_("Recurrence"), _("Yes") if finding.is_recurrence or finding.recurs_id else ""),
        ]
        shown = [(label, value) for label, value in facts if value]
        for place, (label, value) in zip(_cells(len(shown)), shown, strict=True):
            with place, st.container(gap=None):
                st.caption(label)
                st.text(value)
        if finding.recurs_id:
            st.button(
                _("To the finding that recurs here"),
                on_click=audit_place.go,
                kwargs={"finding": finding.recurs_id},
                type="tertiary",
                icon=":material/replay:",
            )
        if finding.audit_id:
            st.button(
                _("To its audit"),
                on_click=audit_place.go,
                kwargs={"audit": finding.audit_id},
                type="tertiary",
                icon=":material/policy:",
            )


def _cells(count: int) -> list[st.delta_generator.DeltaGenerator]:
    cells: list[st.delta_generator.DeltaGenerator] = []
    while len(cells) < count:
        cells += st.columns(4)
    return cells[:count]


def _whom(here: Here, finding: Finding) -> str | None:
    if not finding.engagement_id:
        return finding.section
    rows = here.read("audits_engagements", engagements=[finding.engagement_id], contract=None, search=None, row_limit=1)
    return audit_words.engagement(rows.iloc[0]) if len(rows) else finding.section


def _steps(here: Here, finding_id: str, finding: Finding, revision: int) -> None:
    """What comes next: the report of the correction, then its verification; and the correction of the entry."""
    key = f"finding_{finding_id}"
    revision = saving.opened_at(key, revision, field=f"{key}_amend_content")
    if finding.state in (FindingState.VERIFIED, FindingState.ACCEPTED):
        st.success(_("This finding is closed."), icon=":material/task_alt:")
        _amend(here, finding_id, finding, revision, key)
        return
    if finding.state is FindingState.REPORTED:
        _close(here, finding_id, finding, revision, key)
        with st.expander(_("Send it back to its owner"), icon=":material/undo:"):
            _send_back(here, finding_id, revision, key)
    else:
        if finding.state is FindingState.OPEN:
            _begin(here, finding_id, revision, key)
        _report(here, finding_id, finding, revision, key)
        with st.expander(_("Verify and close without a report"), icon=":material/fact_check:"):
            _close(here, finding_id, finding, revision, key)
    _amend(here, finding_id, finding, revision, key)


def _begin(here: Here, finding_id: str, revision: int, key: str) -> None:
    if st.button(_("The correction has begun"), key=f"{key}_begin", icon=":material/play_arrow:"):
        _run(
            lambda: audit_actions.begin_correction(here.ledger, finding_id, base=revision, actor=here.actor),
            key,
            _("The correction is under way."),
        )


def _send_back(here: Here, finding_id: str, revision: int, key: str) -> None:
    form = f"{key}_back"
    reason = st.text_input(entered.marked(_("What is still lacking")), key=f"{form}_reason")
    if forms.submit(_("Send this finding back"), key=form):
        _run(
            lambda: audit_actions.send_back(here.ledger, finding_id, base=revision, reason=reason, actor=here.actor),
            key,
            _("The finding is with its owner again."),
        )


def _report(here: Here, finding_id: str, finding: Finding, revision: int, key: str) -> None:
    st.header(_("The correction is reported"), anchor=False)
    start, needed = forms.as_start(finding), audit_actions.NEEDED_TO_REPORT
    raw = forms.ask(Finding, ["reported_on", "plan"], key=f"{key}_report", start=start, needed=needed)
    if forms.submit(_("Record the report"), key=f"{key}_report"):
        _run(
            lambda: audit_actions.report_correction(
                here.ledger, finding_id, forms.typed(Finding, raw), base=revision, actor=here.actor
            ),
            key,
            _("The correction is on record. It now waits to be verified."),
        )


def _close(here: Here, finding_id: str, finding: Finding, revision: int, key: str) -> None:
    st.header(_("Verify and close"), anchor=False)
    form = f"{key}_close"
    outcomes = {
        FindingState.VERIFIED: _("Corrected and verified"),
        FindingState.ACCEPTED: _("The risk is accepted"),
    }
    state = st.radio(
        _("How it ends"), list(outcomes), format_func=outcomes.__getitem__, key=f"{form}_state", horizontal=True
    )
    names = ["verified_on", "verified_by", "verified_how", "lateral_check"]
    raw = forms.ask(Finding, names, key=form, start=forms.as_start(finding), needed=audit_actions.NEEDED_TO_CLOSE)
    if same_person(finding.owner, raw["verified_by"]):
        st.warning(
            _(
                "{owner} owns this correction. It should be verified by somebody else (R14).",
                owner=literal(finding.owner),
            ),
            icon=":material/supervisor_account:",
        )
    if forms.submit(_("Close this finding"), key=form):
        _run(
            lambda: audit_actions.close_finding(
                here.ledger, finding_id, forms.typed(Finding, raw) | {"state": state}, base=revision, actor=here.actor
            ),
            key,
            _("The finding is closed."),
        )


_AMENDED = ["content", "finding_class", "severity", "basis", "owner", "due_on", "number"]


def _amend(here: Here, finding_id: str, finding: Finding, revision: int, key: str) -> None:
    with st.expander(_("Correct this entry"), icon=":material/edit:"):
        form = f"{key}_amend"
        raw = forms.ask(Finding, _AMENDED, key=form, start=forms.as_start(finding))
        whose = [each for each in (finding.engagement_id or finding.contract_id,) if each]
        recurs = recurrence.ask(here, whose, key=form, known=finding, of=finding_id)
        reason = st.text_input(entered.marked(_("Reason of the addition or correction")), key=f"{form}_reason")
        if forms.submit(_("Save the addition or correction"), key=form, disabled=not reason.strip()):
            _run(
                lambda: actions.correct(
                    here.ledger,
                    "finding",
                    finding_id,
                    finding.model_dump() | forms.typed(Finding, raw) | recurs,
                    base=revision,
                    reason=reason,
                    actor=here.actor,
                ),
                key,
                _("The addition or correction is recorded."),
            )


def _run(act: Callable[[], object], key: str, told: str) -> None:
    try:
        act()
    except KantokuError as error:
        page.show_error(error)
        return
    forms.clear(key)
    page.tell(told)
    st.rerun()
