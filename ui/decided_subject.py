"""What a decision was taken on, beside what the work is now: frozen with the entry that recorded the decision."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.records import PermissionDecision, Subcontract
from kantoku.records.base import fields
from kantoku.wording import _
from ui import engagement_card, facts, states, values
from ui.page import Here
from ui.rows import Row, of

_DECLARED = {field.name: field for field in fields(Subcontract)}


def show(here: Here, decision_id: str, record: PermissionDecision) -> None:
    """The two side by side, folded away where nothing differs."""
    then, now = _then(here, decision_id, record), _read(here, record, at_seq=here.at_seq, day=here.as_of)
    if then is None or now is None:
        return
    before, after = _in_words(then), _in_words(now)
    changed = [name for name in before if before[name] != after[name]]
    title = _("What was decided on; since changed: {what}", what="、".join(changed)) if changed else ""
    with st.expander(title or _("What was decided on; it is the same now"), icon=":material/compare_arrows:"):
        facts.table(
            ["", _("When it was decided"), _("Now")],
            [(name, was, f"≠ {after[name] or '—'}" if name in changed else "=") for name, was in before.items()],
            widths=("20%", "40%", "40%"),
        )


def _then(here: Here, decision_id: str, record: PermissionDecision) -> Row | None:
    decisions = here.read("engagement_decisions", engagement=record.engagement_id)
    mine = decisions[decisions["decision_id"] == decision_id]
    if mine.empty:
        return None
    return _read(here, record, at_seq=int(mine["granted_seq"].iloc[0]), day=record.decided_on)


def _read(here: Here, record: PermissionDecision, *, at_seq: int, day: Any) -> Row | None:
    found = here.ledger.read(
        "engagement_then",
        as_of=day,
        at_seq=at_seq,
        contract=record.contract_id,
        engagement=record.engagement_id,
    )
    return None if found.empty else of(found)[0]


def _in_words(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Subcontractor"): _text(row["organisation"]),
        _("Under whom"): _text(row["parent_organisation"]),
        _("Tier"): states.tier(row["tier"]),
        _("Work"): _text(row["work"]),
        _("Data class"): states.data_class(row["data_class"]),
        _("Data items"): _listed("data_items", row),
        _("Places of work and storage"): _listed("places", row),
        _("Number of handlers"): "" if pd.isna(row["handlers"]) else f"{int(row['handlers']):,}",
        _("Period"): engagement_card.span(row["starts_on"], row["ends_on"]),
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _listed(name: str, row: Mapping[str, Any]) -> str:
    given = row[name]
    return values.words(_DECLARED[name], list(given), {}) if isinstance(given, Iterable) else ""
