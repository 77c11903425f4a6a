"""The rules that one contract breaks, each with its basis, what to do, and the way there."""

import json

import pandas as pd
import streamlit as st

from kantoku import rules
from kantoku.wording import N_, _
from ui import address, contract_acts, frame, incident_list, legal_basis, rows, states, tables
from ui.literal import literal
from ui.page import Here
from ui.rows import Row

_PAGES = {
    "R15": ("audits", N_("Audit it")),
    "R16": ("audits", N_("Audit it")),
    "R31": ("confirmations", N_("Confirm its handling")),
}
# What is an audit or a finding is seen to on its own page.
_SUBJECTS = {"audit": N_("To the audit"), "finding": N_("To the finding")}
_REPORTS = ("R20", "R32")
_INCIDENTS = ("R22", "R23", "R24")
_HERE = {
    "R34": ("declare", N_("Declare no subcontracting")),
    "R35": ("correct-subcontract", N_("Correct this subcontract")),
}


def show(here: Here, contract_id: str, hits: pd.DataFrame) -> None:
    """One box a hit, worst first. hits: rows of contract_hits."""
    if hits.empty:
        st.success(_("No rule points at this contract on that day."), icon=":material/check_circle:")
    known = rules.load()
    for nth, hit in enumerate(rows.of(hits)):
        rule = known[hit["rule"]]
        with st.container(border=True, gap="small"):
            # What concerns several engagements names none.
            who: str = (
                "" if pd.isna(hit["tier"]) else f"{literal(hit['organisation'])}（{states.tier(int(hit['tier']))}）"
            )
            since: str = _("since {day}", day=tables.date(hit["since"])) if not pd.isna(hit["since"]) else ""
            st.markdown(f"{states.badge('level', hit['level'])} **{rule.id} {rule.title}**　{who}　:small[{since}]")
            detail = json.loads(hit["detail"])
            st.markdown(f"{literal(rule.says(detail))}  \n→ {rule.remedy_for(detail)}")
            with st.container(horizontal=True, vertical_alignment="center"):
                _remedy(contract_id, hit, nth)
                if hit["rule"] == "R05":
                    incident_list.opening(here, str(hit["engagement_id"]), is_unpermitted=True)
                legal_basis.cite(rule, hit["data_class"])


def _remedy(contract_id: str, hit: Row, nth: int) -> None:
    """The way to where the hit can be seen to."""
    rule, engagement_id = str(hit["rule"]), str(hit["engagement_id"])
    if rule in _HERE:
        act, label = _HERE[rule]
        st.button(
            _(label),
            key=f"remedy_{nth}",
            icon=":material/arrow_forward:",
            on_click=address.go,
            args=(contract_acts.PLACES,),
            kwargs={"contract": contract_id, "act": act, "engagement": engagement_id},
        )
        return
    if rule == "R21":
        st.button(
            _("To the end of work"),
            key=f"remedy_{nth}",
            icon=":material/arrow_forward:",
            on_click=address.go,
            args=(contract_acts.PLACES,),
            kwargs={"contract": contract_id, "tab": "ending"},
        )
        return
    if hit["subject_kind"] in _SUBJECTS:
        label = _SUBJECTS[hit["subject_kind"]]
        query = {str(hit["subject_kind"]): str(hit["subject_id"])}
        st.page_link(frame.page_path("audits"), label=_(label), icon=":material/arrow_forward:", query_params=query)
        return
    if rule in _REPORTS or rule in _INCIDENTS:
        _link(rule, contract_id, str(hit["subject_id"]))
        return
    path, label = _PAGES.get(rule, ("permissions", N_("To the permissions")))
    st.page_link(
        frame.page_path(path),
        label=_(label),
        icon=":material/arrow_forward:",
        query_params={"engagement": engagement_id},
    )


def _link(rule: str, contract_id: str, subject_id: str) -> None:
    """The way to a report to be recorded, or to the incident itself."""
    if rule in _REPORTS:
        path, label, query = "reports", _("Record a report"), {"contract": contract_id, "act": "new"}
    else:
        path, label, query = "incidents", _("To the incident"), {"incident": subject_id}
    st.page_link(frame.page_path(path), label=label, icon=":material/arrow_forward:", query_params=query)
