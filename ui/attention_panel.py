"""What stands behind one row of the list of what needs attention, and the button that starts putting it right."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import rules
from kantoku.wording import N_, _
from ui import frame, incident_list, legal_basis, organisation_choice, states, tables
from ui.literal import literal
from ui.page import Here

# Page → what its button says, and its icon.
_ACTS = {
    "permissions": (N_("Go to the permission"), ":material/approval:"),
    "confirmations": (N_("Confirm how the data is handled"), ":material/fact_check:"),
    "audits": (N_("Go to the audit"), ":material/policy:"),
    "reports": (N_("Record a report"), ":material/assignment:"),
    "incidents": (N_("To the incident"), ":material/emergency_home:"),
    "contracts": (N_("Open the contract"), ":material/contract:"),
}
# Where a record that breaks a rule is put right, and under which name the page takes it.
_BY_SUBJECT = {
    "audit": ("audits", "audit"),
    "finding": ("audits", "finding"),
    "handling_confirmation": ("confirmations", ""),
    "permission_decision": ("permissions", ""),
    "permission_request": ("permissions", "request"),
    "incident": ("incidents", "incident"),
}
_BY_RULE = {"R05": "permissions", "R15": "audits", "R16": "audits", "R31": "confirmations"}
_BY_VIEW = {
    "unpermitted": "permissions",
    "unconfirmed": "confirmations",
    "unaudited": "audits",
    "overdue": "audits",
    "due_audit": "audits",
    "due_confirmation": "confirmations",
    "due_permission": "permissions",
}


def says(rule: str, detail: str) -> str:
    """What a rule says of one hit. detail: JSON."""
    return rules.load()[rule].says(json.loads(detail))


def show_hit(here: Here, row: Any) -> None:
    """One rule hit: what it says, whom it is about, its legal basis, what to do, and where to begin."""
    rule = rules.load()[row["rule"]]
    with st.container(border=True):
        st.markdown(f"## {states.badge('level', row['level'])} {rule.title}")
        facts, act = st.columns([3, 2], gap="large")
        with facts:
            st.markdown(literal(says(row["rule"], row["detail"])))
            _facts(row)
            legal_basis.cite(rule, row["data_class"])
        with act:
            st.markdown(f"**{_('What to do about it')}**  \n{rule.remedy_for(json.loads(row['detail']))}")
            page, query = _start(row)
            _button(page, query, is_first=True)
            if page != "contracts" and row["contract_id"]:
                _button("contracts", {"contract": row["contract_id"]})
            if row["rule"] == "R05":
                incident_list.opening(here, str(row["engagement_id"]), is_unpermitted=True)


def show_work(row: Any, hits: pd.DataFrame, view: str) -> None:
    """One piece of entrusted work: its states, the rules it breaks, and where to begin. hits: all rule hits."""
    broken = hits[hits["engagement_id"] == row["engagement_id"]]
    with st.container(border=True):
        st.markdown(f"## {states.badge('standing', row['standing'])} {literal(row['organisation'])}")
        facts, act = st.columns([3, 2], gap="large")
        with facts:
            st.markdown(_states(row))
            _facts(row)
        with act:
            for hit in broken.to_dict("records"):
                rule = rules.load()[hit["rule"]]
                said = literal(says(hit["rule"], hit["detail"]))
                st.markdown(f"{states.badge('level', hit['level'])} **{rule.title}**  \n{said}")
                legal_basis.cite(rule, row["data_class"])
            if broken.empty:
                st.markdown(_("It breaks no rule today."))
            page = _BY_VIEW.get(view, "contracts")
            if view == "unknown":
                _button("contracts", {"contract": row["contract_id"], "act": "declare"}, is_first=True)
            elif page != "contracts":
                _button(page, {"engagement": row["engagement_id"]}, is_first=True)
            _button("contracts", {"contract": row["contract_id"]})


def _start(row: Any) -> tuple[str, dict[str, str]]:
    """The page that puts it right, and its address."""
    if row["rule"] in _BY_RULE and row["subject_kind"] not in ("audit", "finding"):
        return _BY_RULE[row["rule"]], {"engagement": row["engagement_id"]}
    if row["subject_kind"] in _BY_SUBJECT:
        page, name = _BY_SUBJECT[row["subject_kind"]]
        return page, {name: row["subject_id"]} if name else {"engagement": row["engagement_id"]}
    if row["rule"] in ("R20", "R32"):
        return "reports", {"contract": row["contract_id"], "act": "new"}
    if row["rule"] == "R21":
        return "contracts", {"contract": row["contract_id"], "tab": "ending"}
    query = {"contract": row["contract_id"]}
    return "contracts", query | ({"act": "declare"} if row["rule"] == "R34" else {})


def _button(page: str, query: dict[str, str], *, is_first: bool = False) -> None:
    label, icon = _ACTS[page]
    if query.get("act") == "declare":
        label, icon = N_("Record the declaration"), ":material/task:"
    if st.button(_(label), icon=icon, type="primary" if is_first else "secondary", key=f"act_{page}_{len(query)}"):
        st.switch_page(frame.page_path(page), query_params=query)


def _facts(row: Any) -> None:
    facts = {
        _("Organisation"): organisation_choice.named(row["organisation"], row["corporate_number"]),
        _("Tier"): "" if pd.isna(row["tier"]) else states.tier(int(row["tier"])),
        _("Contract"): organisation_choice.named(row["contract_title"], row["contract_number"]),
        _("Section"): row["section"] or "",
        _("Data class"): states.data_class(row["data_class"]),
    }
    if "since" in row:
        facts[_("Since")] = tables.date(row["since"])
    st.table({name: literal(value) for name, value in facts.items() if value}, border="horizontal", width="content")


def _states(row: Any) -> str:
    shown = [("permission_state", row["permission_state"])] if row["tier"] > 1 else []
    shown += [("confirmation_state", row["confirmation_state"]), ("audit_state", row["audit_state"])]
    return " ".join(states.badge(kind, code) for kind, code in shown)
