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
            "dated_on": Column(_("Date"), tables.date, width=110),
            "step": Column(_("Step"), width=60),
            "what": Column(_("Content"), width=130),
            "organisation": Column(_("Subcontractor"), width=160),
            "place": Column(_("Tier"), width=90),
            "number": Column(_("Number"), width=120),
            "who": Column(_("Applicant or decider"), width=100),
            "until_on": Column(_("Until"), tables.date, width=110),
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
            "confirmed_on": Column(_("Confirmed on"), tables.date, width=110),
            "organisation": Column(_("Organisation"), width=170),
            "place": Column(_("Tier"), width=90),
            "occasion": Column(_("Occasion"), choices.words(Occasion), width=100),
            "overall": Column(_("Overall result"), choices.words(Overall), width=180),
            "is_complete": Column(_("Complete"), width=60),
            "valid_until_on": Column(_("Holds until"), tables.date, width=110),
            "confirmed_by": Column(_("Confirmed by"), width=100),
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
            "audited_on": Column(_("Audited on"), tables.date, width=110),
            "planned_on": Column(_("Planned for"), tables.date, width=110),
            "number": Column(_("Number"), width=110),
            "audit_kind": Column(_("Kind of audit"), choices.words(AuditKind), width=140),
            "conducted_by": Column(_("Conducted by"), choices.words(AuditBy), width=90),
            "organisations": Column(_("Who was audited"), width=200),
            "result": Column(_("Overall result"), choices.words(AuditResult), width=100),
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
            "state": Column(_("State"), width=130),
            "content": Column(_("Content"), width=260),
            "organisation": Column(_("Organisation"), width=150),
            "finding_class": Column(_("Class of finding"), choices.words(FindingClass), width=110),
            "owner": Column(_("Owner of the correction"), width=100),
            "due_on": Column(_("Due on"), tables.date, width=110),
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
