"""Whom an audit is about: engagements, or sections of the office and their systems."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.records import Audit
from kantoku.wording import _
from ui import audit_words, entered, search, states, tables
from ui.page import Here

_OFFERED = 300


def read(
    here: Here, *, engagements: Sequence[str] = (), contract: str | None = None, typed: str | None = None
) -> pd.DataFrame:
    """The engagements named, those of a contract, and those that a search finds."""
    found = search.ids(here, "engagements_search", typed)
    return here.read(
        "audits_engagements", engagements=list(engagements), contract=contract, search=found, row_limit=_OFFERED
    )


def engagements_of(audit: Audit | None) -> list[str]:
    return [subject.engagement_id for subject in audit.subjects if subject.engagement_id] if audit else []


def ask(
    here: Here, key: str, *, start: Sequence[str], contract: str | None = None, has_search: bool = False
) -> pd.DataFrame:
    """Lets the engagements be chosen; returns their rows. start: those chosen to begin with."""
    typed = None
    if has_search:
        typed = st.text_input(
            _("Find engagements to add"),
            key=f"{key}_find",
            placeholder=_("Contract, title or organisation"),
            icon=":material/search:",
        ).strip()
    chosen_before = st.session_state.get(f"{key}_scope", start)
    rows = read(here, engagements=chosen_before, contract=contract, typed=typed)
    options = audit_words.engagements(rows)
    chosen = st.multiselect(
        entered.marked(_("Engagements audited")),
        list(options),
        default=[each for each in start if each in options],
        format_func=options.__getitem__,
        key=f"{key}_scope",
        placeholder=_("Choose"),
        select_all=False,
    )
    return rows[rows["engagement_id"].isin(chosen)]


def show_last(row: pd.Series) -> None:
    """When an engagement was audited last, and by when it is due."""
    facts = [states.badge("audit_state", row["audit_state"])]
    if not pd.isna(row["last_audited_on"]):
        facts.append(_("last audited on {day}", day=tables.date(row["last_audited_on"])))
    if not pd.isna(row["next_audit_due_on"]):
        facts.append(_("due on {day}", day=tables.date(row["next_audit_due_on"])))
    st.markdown("　".join(facts))


def ask_systems(key: str, audit: Audit | None) -> list[dict[str, Any]]:
    """Lets sections and their systems be listed, for an audit of the office itself; returns subjects."""
    kept = [subject for subject in audit.subjects if subject.section] if audit else []
    table = st.data_editor(
        pd.DataFrame([(each.section, each.system) for each in kept], columns=["section", "system"], dtype="object"),
        key=f"{key}_systems",
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config={
            "section": st.column_config.TextColumn(_("Section audited")),
            "system": st.column_config.TextColumn(_("System audited")),
        },
    )
    listed = table.where(table.notna(), None).to_dict("records")
    return [{"section": row["section"], "system": row["system"]} for row in listed if row["section"] or row["system"]]


def subjects(rows: pd.DataFrame) -> list[dict[str, Any]]:
    pairs = zip(rows["contract_id"], rows["engagement_id"], strict=True)
    return [{"contract_id": contract, "engagement_id": engagement} for contract, engagement in pairs]
