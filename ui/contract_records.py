"""What was asked, decided, confirmed, audited and found under one contract, each as a list that leads to its page."""

import pandas as pd
import streamlit as st

from kantoku.records.audit import AuditBy, AuditKind, AuditResult
from kantoku.records.confirmation import Occasion, Overall
from kantoku.records.finding import FindingClass, FindingState
from kantoku.records.permission import Outcome, RequestType, Taken
from kantoku.wording import _
from ui import choices, frame, rows, states, tables
from ui.page import Here
from ui.rows import Row
from ui.tables import Column


def permissions(here: Here, contract_id: str) -> None:
    found = here.read("contract_permissions", contract=contract_id)
    shown = rows.filled(found, "organisation", "number", "who").assign(
        place=_places(found),
        step=[_("Request") if step == "request" else _("Decision") for step in found["step"]],
        what=[_step(row) for row in rows.of(found)],
    )
    picked = tables.show(
        shown,
        {
            "dated_on": Column(_("Date"), tables.date),
            "step": Column(_("Step")),
            "what": Column(_("Content")),
            "organisation": Column(_("Subcontractor"), width=160),
            "place": Column(_("Tier"), rank=6),
            "number": Column(_("Number"), rank=6),
            "who": Column(_("Applicant or decider"), rank=6),
            "until_on": Column(_("Until"), tables.date),
        },
        key=f"permissions_{contract_id}",
        empty=_(
            "Nothing was requested or decided under this contract. Start with “Request permission to subcontract”."
        ),
    )
    if picked is not None:
        query = (
            {"request": picked["request_id"]}
            if pd.notna(picked["request_id"])
            else {"engagement": picked["engagement_id"]}
        )
        _open("permissions", _("Open under Permissions"), query)


def _step(row: Row) -> str:
    if row["what"] == "revoked":
        return _("Revoked")
    if row["step"] == "request":
        return choices.word(RequestType, row["what"])
    paper = f"（{_(Taken.ON_PAPER.label)}）" if row["taken"] == Taken.ON_PAPER else ""
    return f"{choices.word(Outcome, row['what'])}{paper}"


def confirmations(here: Here, contract_id: str) -> None:
    found = here.read("contract_confirmations", contract=contract_id)
    picked = tables.show(
        rows.filled(found, "organisation", "confirmed_by").assign(
            place=_places(found), is_complete=choices.column(found["is_complete"], tables.yes)
        ),
        {
            "confirmed_on": Column(_("Confirmed on"), tables.date),
            "organisation": Column(_("Organisation"), width=170),
            "place": Column(_("Tier"), rank=6),
            "occasion": Column(_("Occasion"), choices.words(Occasion), rank=6),
            "overall": Column(_("Overall result"), choices.words(Overall), width=180),
            "is_complete": Column(_("Complete")),
            "valid_until_on": Column(_("Holds until"), tables.date),
            "confirmed_by": Column(_("Confirmed by")),
        },
        key=f"confirmations_{contract_id}",
        empty=_("How the data is handled was never confirmed. Start with “Confirm its handling” above."),
    )
    if picked is not None:
        _open("confirmations", _("Open under Confirmations"), {"engagement": picked["engagement_id"]})


def audits(here: Here, contract_id: str) -> None:
    found = here.read("contract_audits", contract=contract_id)
    picked = tables.show(
        rows.filled(found, "number", "organisations"),
        {
            "audited_on": Column(_("Audited on"), tables.date),
            "planned_on": Column(_("Planned for"), tables.date, rank=6),
            "number": Column(_("Number"), rank=6),
            "audit_kind": Column(_("Kind of audit"), choices.words(AuditKind), width=140, rank=7),
            "conducted_by": Column(_("Conducted by"), choices.words(AuditBy), rank=7),
            "organisations": Column(_("Who was audited"), width=200),
            "result": Column(_("Overall result"), choices.words(AuditResult)),
        },
        key=f"audits_{contract_id}",
        empty=_("Nobody under this contract was ever audited. Start with “Audit it” above."),
    )
    if picked is not None:
        _open("audits", _("Open under Audits"), {"audit": picked["id"]})


def findings(here: Here, contract_id: str) -> None:
    found = here.read("contract_findings", contract=contract_id)
    picked = tables.show(
        rows.filled(found, "organisation", "owner").assign(state=[_finding_state(row) for row in rows.of(found)]),
        {
            "state": Column(_("State")),
            "content": Column(_("Content"), width=180),
            "organisation": Column(_("Organisation"), width=150),
            "finding_class": Column(_("Class of finding"), choices.words(FindingClass), rank=6),
            "owner": Column(_("Owner of the correction")),
            "due_on": Column(_("Due on"), tables.date, rank=4),
        },
        key=f"findings_{contract_id}",
        empty=_("No findings are on record under this contract."),
    )
    if picked is not None:
        _open("audits", _("Open under Audits"), {"finding": picked["id"]})


def _finding_state(row: Row) -> str:
    word = choices.word(FindingState, row["state"])
    return f"▲ {_('{state}, overdue', state=word)}" if row["is_overdue"] else word


def _open(path: str, label: str, query: dict[str, str]) -> None:
    st.page_link(frame.page_path(path), label=label, icon=":material/arrow_forward:", query_params=query)


def _places(found: pd.DataFrame) -> list[str]:
    """The tier of each row in words; nothing where no chain connects it to the contract."""
    return ["" if pd.isna(tier) else states.tier(int(tier)) for tier in found["tier"]]
