"""Recording a periodic report: period, day, how the contract was kept, what is subcontracted, who was trained."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import catalogue
from kantoku.dates import show_date
from kantoku.records import Contract, PeriodicReport
from kantoku.records.periodic_report import Compliance, ReportedClause, SubcontractingStatement, Training
from kantoku.wording import N_, _, language
from ui import address, engagement_card, page, pickers, record_form, report_list, rows, values
from ui.literal import literal
from ui.page import Here
from ui.record_form import Form, Group

GROUPS = (
    Group(
        N_("The report"),
        (
            "period_from_on",
            "period_until_on",
            "submitted_on",
            "received_by",
            "compliance",
            "subcontracting",
            "trainings",
        ),
    ),
    Group(
        N_("What more it says"),
        ("subcontracting_note", "staff_changes", "carried_media", "accidents", "note", "number", "due_on", "clauses"),
    ),
)


def new(here: Here, contract_id: str | None) -> None:
    """The form for a report received. contract_id: whose, if a link named one."""
    if not here.can_write:
        st.info(_("Recording is possible in the present only. Set the two dates in the sidebar back to now."))
        return
    if contract_id is None:
        chosen = pickers.engagement(here, _("Contract"), key="report_contract")
        if chosen is None:
            return
        contract_id = str(chosen["contract_id"])
    engagement_card.show(here, engagement_card.facts(here, contract_id))
    key = f"report_{contract_id}"
    recorded = record_form.new(
        here,
        _form(here, contract_id, warns=partial(_warn_of_chain, contract_id)),
        key=key,
        label=_("Record this report"),
        start=_start(here, contract_id),
    )
    if recorded:
        page.tell(_("The report was recorded."))
        address.go(report_list.PLACES, report=recorded)
        st.rerun()


def correct(here: Here, report_id: str) -> None:
    report, _revision = record_form.present(here, PeriodicReport, report_id)
    form = _form(here, report.contract_id)
    if record_form.correct(here, form, report_id, key=f"report_edit_{report_id}"):
        page.tell(_("The addition or correction was recorded."))
        address.go(report_list.PLACES, report=report_id)
        st.rerun()


def _form(here: Here, contract_id: str, *, warns: Any = None) -> Form:
    own: dict[str, Any] = {"trainings": partial(_ask_trainings, here, contract_id), "clauses": _ask_clauses}
    return Form("periodic_report", GROUPS, {}, own, {"contract_id": contract_id}, warns)


def _start(here: Here, contract_id: str) -> dict[str, Any]:
    """The period that is due next, and today."""
    start: dict[str, Any] = {"submitted_on": here.today}
    due = here.read("reports_due", contract=contract_id, section=None)
    if len(due):
        start |= {name: due.iloc[0][name].date() for name in ("period_from_on", "period_until_on")}
    return start


def _warn_of_chain(contract_id: str, here: Here, typed: Mapping[str, Any]) -> None:
    """Where nothing is said to be subcontracted although subcontracts are on record."""
    if typed.get("subcontracting") != SubcontractingStatement.NONE:
        return
    chain = here.read("contract_chain", contract=contract_id)
    below = chain[(chain["tier"] > 1) & chain["is_live"]]
    if len(below):
        st.warning(
            _(
                "Subcontracts are on record under this contract ({count}). Make sure that the declaration is right.",
                count=len(below),
            ),
            icon=":material/warning:",
        )


def _ask_trainings(here: Here, contract_id: str, *, key: str, start: Sequence[Training] | None) -> pd.DataFrame:
    """The organisations that handle Specific Personal Information, each with the day of a training; those with one."""
    attested = {each.organisation_id: each for each in start or ()}
    found = rows.of(here.read("contract_trainees", contract=contract_id))
    known = {str(row["organisation_id"]): str(row["organisation"]) for row in found}
    known |= values.names(here, [id_ for id_ in attested if id_ not in known])
    if not known:
        return _trainings([], [])
    last = {str(row["organisation_id"]): row["last_trained_on"] for row in found}
    st.markdown(f"<small>{_('Training attested')}</small>", unsafe_allow_html=True)
    edited = st.data_editor(
        pd.DataFrame(
            {
                "organisation": list(known.values()),
                "last": ["" if pd.isna(day := last.get(id_)) else show_date(day.date(), language()) for id_ in known],
                "held_on": [show_date(attested[id_].held_on, language()) if id_ in attested else "" for id_ in known],
                "content": [attested[id_].content or "" if id_ in attested else "" for id_ in known],
            },
            dtype="object",
        ),
        key=key,
        hide_index=True,
        placeholder="",
        disabled=["organisation", "last"],
        column_config={
            "organisation": st.column_config.TextColumn(_("Organisation"), width=170),
            "last": st.column_config.TextColumn(_("Last training"), width=110),
            "held_on": st.column_config.TextColumn(_("Training held on"), help=_("R8.4.1 or 2026-04-01"), width=120),
            "content": st.column_config.TextColumn(_("Content"), width=120),
        },
    )
    return _trainings(list(known), edited.to_dict("records"))


def _trainings(ids: Sequence[str], edited: Sequence[Mapping[Any, Any]]) -> pd.DataFrame:
    given = [
        {"organisation_id": id_, "held_on": row["held_on"], "content": row["content"]}
        for id_, row in zip(ids, edited, strict=True)
        if str(row["held_on"] or "").strip()
    ]
    return pd.DataFrame(given, columns=["organisation_id", "held_on", "content"], dtype="object")


def _ask_clauses(*, key: str, start: Sequence[ReportedClause] | None) -> pd.DataFrame:
    """The clauses on which the report says something, chosen by their titles."""
    titles = {clause.code: f"{clause.code} {clause.text(language())}" for clause in catalogue.clauses()}
    codes = {title: code for code, title in titles.items()}
    states = [_(each.label) for each in Compliance]
    begun = [
        {"code": titles.get(each.code, each.code), "state": _(each.state.label), "note": each.note}
        for each in start or ()
    ]
    st.markdown(
        f"<small>{_('By clause')}</small>",
        unsafe_allow_html=True,
        help=_("Only clauses on which something is to be said"),
    )
    edited = st.data_editor(
        pd.DataFrame(begun, columns=["code", "state", "note"], dtype="object"),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config={
            "code": st.column_config.SelectboxColumn(_("Clause"), options=list(codes)),
            "state": st.column_config.SelectboxColumn(_("State"), options=states),
            "note": st.column_config.TextColumn(_("Note")),
        },
    )
    return edited.assign(code=[codes.get(title, title) for title in edited["code"]])


def contract_of(here: Here, report: PeriodicReport) -> str:
    """Number and title of a report's contract."""
    contract, _revision = here.ledger.get(Contract.kind, report.contract_id, at_seq=here.at_seq)
    shown = contract.model_dump()
    return literal(f"{shown['number']} {shown['title']}")
