"""The clauses of a contract: the list of the catalogue, each with its state and its article in the contract."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import catalogue
from kantoku.records.parts import Clause
from kantoku.records.vocabulary import ClauseState
from kantoku.wording import _, language
from ui import choices, facts
from ui import rows as table
from ui.rows import Row

Listed = Sequence[catalogue.Clause]

_COLUMNS = ("code", "title", "needed", "state", "article")


def ask(*, key: str, start: Sequence[Clause] | None) -> list[dict[str, Any]]:
    """The clause list as one table to fill in. Returns the clauses that have a state, as plain values."""
    return _ask(catalogue.clauses(), key=key, start=start)


def ask_between_tiers(*, key: str, start: Sequence[Clause] | None) -> list[dict[str, Any]]:
    """The same for the contract between two tiers: what its contract must have, and what is said of passing work on."""
    return _ask(between_tiers(), key=key, start=start)


def between_tiers() -> Listed:
    return (*(clause for clause in catalogue.clauses() if clause.required_for_spi), *catalogue.tier_clauses())


def _ask(listed: Listed, *, key: str, start: Sequence[Clause] | None) -> list[dict[str, Any]]:
    st.markdown(
        _(
            "Say of each clause whether the contract has it, and in which article. "
            "● must be there for Specific Personal Information."
        )
    )
    filled = st.session_state.get(f"{key}_filled")
    edited = st.data_editor(
        pd.DataFrame(_shown(filled or _rows(start or (), listed)), columns=list(_COLUMNS), dtype="object"),
        key=f"{key}_{'filled' if filled else 'table'}_cells",
        hide_index=True,
        disabled=["code", "title", "needed"],
        height="content",
        placeholder="",
        column_config={
            "code": st.column_config.TextColumn(_("Code"), width=46),
            "title": st.column_config.TextColumn(_("Clause"), width=250),
            "needed": st.column_config.TextColumn(_("SPI"), width=40, alignment="center"),
            "state": st.column_config.SelectboxColumn(_("State"), options=list(_states()), width=80),
            "article": st.column_config.TextColumn(_("Article in the contract"), width=100),
        },
    )
    rows = _read(edited)
    if any(row["state"] is None for row in rows):
        st.button(
            _("Set those without a state to “present”"),
            key=f"{key}_fill",
            on_click=_fill,
            args=(key, rows),
            icon=":material/done_all:",
        )
    return [{name: row[name] for name in ("code", "state", "article")} for row in rows if row["state"]]


def show(clauses: Sequence[Clause], listed: Listed | None = None) -> None:
    """The clauses as recorded; those of the list (of a contract, unless told) that nobody looked for are named too."""
    facts.table(
        [_("Code"), _("Clause"), _("State"), _("Article in the contract")],
        [
            (
                row["code"],
                f"{row['title']} {row['needed']}".strip(),
                row["state"] or _("Not looked at"),
                row["article"] or "",
            )
            for row in _shown(_rows(clauses, listed or catalogue.clauses()))
        ],
        widths=("64px", "auto", "96px", "150px"),
    )


def unseen(clauses: Sequence[Clause], listed: Listed | None = None) -> list[str]:
    """The codes of the clauses that Specific Personal Information demands and this contract is not known to have."""
    present = {clause.code for clause in clauses if clause.state == ClauseState.PRESENT}
    needed = [clause.code for clause in listed or catalogue.clauses() if clause.required_for_spi]
    return [code for code in needed if code not in present]


def _rows(clauses: Sequence[Clause], wanted: Listed) -> list[Row]:
    """A row a clause of the list, then those recorded under a list that had others; state as its code."""
    recorded = {clause.code: clause for clause in clauses}
    listed = [(item.code, item.text(language()), item.required_for_spi) for item in wanted]
    others = [(code, code, False) for code in recorded if code not in {item[0] for item in listed}]
    return [
        {
            "code": code,
            "title": title,
            "needed": "●" if is_needed else "",
            "state": str(recorded[code].state) if code in recorded else None,
            "article": recorded[code].article if code in recorded else None,
        }
        for code, title, is_needed in [*listed, *others]
    ]


def _shown(rows: list[Row]) -> list[Row]:
    return [row | {"state": choices.word(ClauseState, row["state"]) or None} for row in rows]


def _read(edited: pd.DataFrame) -> list[Row]:
    codes = _states()
    cells = table.of(edited.astype(object).where(edited.notna(), None))
    return [row | {"state": codes.get(row["state"]), "article": row["article"] or None} for row in cells]


def _states() -> dict[str, str]:
    """Code of each state by its word."""
    return {_(state.label): str(state) for state in ClauseState}


def _fill(key: str, rows: list[Row]) -> None:
    st.session_state[f"{key}_filled"] = [row | {"state": row["state"] or str(ClauseState.PRESENT)} for row in rows]
