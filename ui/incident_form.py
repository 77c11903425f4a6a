"""The forms of an incident: what is known when it is opened, and later all that is reported of it."""

from typing import Any

import streamlit as st

from kantoku.records import Incident
from kantoku.records.incident import ArisenAt, IncidentKind, Knowledge, Stream, StreamState, Work
from kantoku.wording import N_, _
from ui import address, engagement_card, incident_list, page, pickers, record_form, rows, states
from ui.page import Here
from ui.record_form import Form, Group

_BASICS = Group(
    N_("What happened"),
    ("title", "number", "incident_kind", "arisen_at", "occurred_on", "found_by", "outline", "systems"),
)
_KNOWLEDGE = Group(
    N_("Who knew when"), ("knowledge", "contractor_knew_on", "notice_received_on", "notice_received_time")
)
_REPORTABILITY = Group(N_("Is it to be reported?"), ("persons", "is_encrypted", "reportable_kinds", "no_report_reason"))

NEW = (
    _BASICS,
    _KNOWLEDGE,
    _REPORTABILITY,
    Group(N_("Further items of the report"), ("data_items", "cause", "secondary_damage", "persons_response")),
)
PARTS = {
    "happened": Group(_BASICS.label, ("engagement_id", *_BASICS.names)),
    "known": _KNOWLEDGE,
    "reportable": _REPORTABILITY,
    "items": Group(
        N_("Further items of the report"),
        ("data_items", "cause", "secondary_damage", "persons_response", "publication", "prevention", "other"),
    ),
    "reports": Group(
        N_("Reports and notices"),
        (
            "first_reported_on",
            "finally_reported_on",
            "receipt_number",
            "is_joint",
            "supplements",
            "persons_notified_on",
            "persons_notified_how",
        ),
    ),
    "work": Group(N_("The office's own work"), ("streams", "note")),
}
"""The parts of what can be filled in or corrected, by what the address calls them."""

STREAMS = tuple(Work(stream=stream, state=StreamState.TO_DO) for stream in Stream)
"""What an office has to see to, all of it still to be done."""


def new(here: Here, engagement_id: str | None) -> None:
    """The form for a new incident. engagement_id: where, if a link named it."""
    if not here.can_write:
        st.info(_("Recording is possible in the present only. Set the two dates in the sidebar back to now."))
        return
    if engagement_id is None:
        chosen = pickers.engagement(here, _("Where in the chain"), key="incident_where")
        if chosen is None:
            return
        engagement_id = str(chosen["engagement_id"])
    row = engagement_card.facts(here, engagement_id)
    engagement_card.show(here, row)
    fixed = {"contract_id": str(row["contract_id"]), "engagement_id": engagement_id, "streams": STREAMS}
    start = _begun(here, row)
    form = Form("incident", NEW, {}, {}, fixed)
    key = f"incident_{engagement_id}"
    if incident_id := record_form.new(here, form, key=key, label=_("Open this incident"), start=start):
        page.tell(_("The incident is open. Its clocks run from the day on which the office knew."))
        address.go(incident_list.PLACES, incident=incident_id)
        st.rerun()


def correct(here: Here, incident_id: str) -> None:
    """Everything that is known of an incident, filled in or put right with its reason."""
    incident, _revision = record_form.present(here, Incident, incident_id)
    chain = rows.of(here.read("contract_chain", contract=incident.contract_id))
    where = {str(row["engagement_id"]): f"{row['organisation']}（{states.tier(row['tier'])}）" for row in chain}
    part = PARTS.get(address.given("part") or "")
    references = {"engagement_id": where}
    form = Form("incident", tuple(PARTS.values()), references, {}, {}, opens=part.label if part else None)
    if record_form.correct(here, form, incident_id, key=f"incident_edit_{incident_id}"):
        page.tell(_("The addition or correction was recorded."))
        address.go(incident_list.PLACES, incident=incident_id)
        st.rerun()


def _begun(here: Here, row: Any) -> dict[str, Any]:
    """What the form begins with: the office knows today, and where the work hangs says where it arose."""
    is_below = row["tier"] > 1
    start: dict[str, Any] = {
        "arisen_at": ArisenAt.SUBCONTRACTOR if is_below else ArisenAt.CONTRACTOR,
        "knowledge": [Knowledge(section=row["section"] or None, known_on=here.today)],
    }
    return start | _unpermitted(here, row) if is_below else start


def _unpermitted(here: Here, row: Any) -> dict[str, Any]:
    """Of work that nobody permitted, and that is no incident yet: all that the ledger knows of it already."""
    engagement_id = str(row["engagement_id"])
    found = here.ledger.hits(as_of=here.today, scope=str(row["contract_id"]))
    hit = next((hit for hit in found if hit.rule == "R05" and hit.engagement_id == engagement_id), None)
    known = incident_list.read(here, engagement=engagement_id)
    if hit is None or IncidentKind.UNPERMITTED in set(known["incident_kind"]):
        return {}
    subcontract = here.ledger.get("subcontract", engagement_id)[0].model_dump()
    known_on = subcontract["discovered_on"] or here.today
    began = subcontract["actual_started_on"] or subcontract["starts_on"]
    return {
        "title": _("Unpermitted subcontract: {organisation}", organisation=row["organisation"]),
        "incident_kind": IncidentKind.UNPERMITTED,
        "knowledge": [Knowledge(section=row["section"] or None, known_on=known_on)],
        "occurred_on": began if began and began <= here.today else None,
        "outline": hit.says,
        "data_items": subcontract["data_items"],
    }
