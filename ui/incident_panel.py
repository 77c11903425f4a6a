"""One incident: its clocks, the next step, the nine items of the report, the chain concerned, the office's own work."""

from typing import Any

import pandas as pd
import streamlit as st

from kantoku.records import Incident
from kantoku.records.base import fields
from kantoku.records.finding import FindingState
from kantoku.records.incident import NINE_ITEMS, IncidentState, StreamState
from kantoku.wording import N_, _
from ui import (
    address,
    choices,
    documents,
    engagement_card,
    facts,
    frame,
    incident_list,
    incident_steps,
    page,
    record_trail,
    states,
    tables,
    values,
    withdrawal,
)
from ui.literal import literal
from ui.page import Here

_ITEMS = (
    N_("1 Outline"),
    N_("2 Data items"),
    N_("3 Number of persons"),
    N_("4 Cause"),
    N_("5 Secondary damage or fear of it"),
    N_("6 What was done for the persons"),
    N_("7 Publication"),
    N_("8 Prevention of recurrence"),
    N_("9 Other matters"),
)


def show(here: Here, incident_id: str) -> None:
    """The page of one incident, by the two clocks. Raises NotFound."""
    record, _revision = here.ledger.get("incident", incident_id, at_seq=here.at_seq)
    incident = Incident.model_validate(record)
    found = incident_list.read(here, incident=incident_id)
    st.header(literal(f"{incident.number or ''} {incident.title}".strip()), anchor=False)
    if found.empty:
        st.info(_("On that day the office did not know of this incident yet."), icon=":material/info:")
        return
    clock = found.iloc[0]
    st.markdown(
        f"{states.badge('incident_state', incident.state)} {states.badge('reportability', clock['reportability'])} "
        f"**{_(incident.incident_kind.label)}**"
    )
    _clocks(clock)
    st.button(
        _("Fill in or correct"),
        icon=":material/edit:",
        on_click=address.go,
        args=(incident_list.PLACES,),
        kwargs={"incident": incident_id, "act": "correct"},
        disabled=not here.can_write,
    )
    if here.can_write:
        incident_steps.show(here, incident_id, incident)
    _nine_items(incident, tables.date(clock["known_on"]))
    st.markdown(f"### {_('The chain concerned')}")
    engagement_card.show(here, engagement_card.facts(here, incident.engagement_id or incident.contract_id))
    _rest(incident)
    _streams(incident)
    _findings(here, incident_id, incident)
    if here.can_write:
        with st.expander(_("Withdraw"), icon=":material/undo:"):
            _withdraw(here, incident_id)
    documents.panel(here, "incident", incident_id)
    record_trail.show(here, "incident", incident_id)


def _clocks(clock: Any) -> None:
    """Since when the office knows, and until when it reports; how long the contractor took."""
    rows = [(_("The office knew"), tables.date(clock["known_on"]), "", _("counted as day 1 of the final report"))]
    if clock["has_clocks"]:
        first = _("3 ({day}) to 5 days after the day the office knew", day=tables.date(clock["first_target_on"]))
        final = _("day {days} from the day the office knew, moved to the next open day", days=int(clock["final_days"]))
        rows += [
            (_("First report"), tables.date(clock["first_due_on"]), _made(clock, "first"), first),
            (_("Final report"), tables.date(clock["final_due_on"]), _made(clock, "final"), final),
        ]
    if tables.date(clock["contractor_knew_on"]):
        took = clock["notice_days"]
        rows.append(
            (
                _("Contractor's notice"),
                tables.date(clock["contractor_knew_on"]),
                tables.date(clock["notice_received_on"]) or _("not received"),
                "" if pd.isna(took) else _("{days} days after it knew", days=int(took)),
            )
        )
    facts.table([_("Clock"), _("Day"), _("Done on"), _("How it is counted")], rows, widths=("22%", "20%", "20%"))


def _made(clock: Any, report: str) -> str:
    done = clock["first_reported_on"] if report == "first" else clock["finally_reported_on"]
    if tables.date(done):
        due = clock[f"{report}_due_on"]
        return tables.date(done) + (f"　▲ {_('after its date')}" if done > due else "")
    return f"▲ {_('past its date')}" if clock["next_report"] == report and clock["is_late"] else _("not yet")


def _nine_items(incident: Incident, known_on: str) -> None:
    """The items of the report sheet, each with what it says or what it lacks. known_on: since when the office knows."""
    st.markdown(f"### {_('The nine items of the report')}")
    labels = {field.name: _(field.about.label) for field in fields(Incident)}
    shown = values.of_record(incident, {})
    shown["knowledge"] = "\n".join(filter(None, (known_on, shown["knowledge"])))
    rows = []
    for title, names in zip(_ITEMS, NINE_ITEMS, strict=True):
        said = "\n".join(
            shown[name] if len(names) == 1 else _("{title}: {text}", title=labels[name], text=shown[name])
            for name in names
            if shown[name]
        )
        lacking = [labels[name] for name in names if not shown[name]]
        missing = _("missing")
        if len(names) > 1:
            missing = _("{title}: {text}", title=missing, text=values.separator().join(lacking))
        rows.append((_(title), said, f"△ {missing}" if lacking else "○"))
    facts.table([_("Item"), _("Content"), _("State")], rows, widths=("22%", "52%", "26%"))


def _rest(incident: Incident) -> None:
    """What else is on record: the systems, the reports' receipt, the notice to the persons, how it was settled."""
    names = (
        "systems",
        "receipt_number",
        "is_joint",
        "supplements",
        "no_report_reason",
        "persons_notified_on",
        "persons_notified_how",
        "closed_on",
        "closed_by",
        "closed_how",
        "note",
    )
    labels = {field.name: _(field.about.label) for field in fields(Incident)}
    shown = values.of_record(incident, {})
    facts.pairs([(labels[name], shown[name]) for name in names], width=260)


def _streams(incident: Incident) -> None:
    st.markdown("### " + _("The office's own work"))
    if not incident.streams:
        st.caption(_("Nothing is noted. “Fill in or correct” has a place for it."))
        return
    facts.table(
        [_("Stream"), _("State"), _("Done on"), _("Note")],
        [
            (
                _(each.stream.label),
                _(each.state.label) if each.state else _(StreamState.TO_DO.label),
                tables.date(each.done_on),
                each.note or "",
            )
            for each in incident.streams
        ],
        widths=("34%", "16%", "18%", "32%"),
    )


def _findings(here: Here, incident_id: str, incident: Incident) -> None:
    st.markdown(f"### {_('Findings that came of it')}")
    for row in here.read("incident_findings", incident=incident_id).to_dict("records"):
        due = f"（{_('due on {day}', day=tables.date(row['due_on']))}）" if tables.date(row["due_on"]) else ""
        st.page_link(
            frame.page_path("audits"),
            label=f"{choices.word(FindingState, row['state'])}　{literal(row['content'])}{due}",
            icon=":material/flag:",
            query_params={"finding": str(row["finding_id"])},
        )
    if here.can_write and incident.state is not IncidentState.CLOSED:
        with st.expander(_("Record a finding that came of it"), icon=":material/flag:"):
            incident_steps.find(here, incident_id, incident)


def _withdraw(here: Here, incident_id: str) -> None:
    if withdrawal.ask(here, "incident", incident_id, key=f"withdraw_{incident_id}"):
        page.tell(_("The incident was withdrawn."))
        address.go(incident_list.PLACES)
        st.rerun()
