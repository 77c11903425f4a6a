"""The points to improve, typed in where the audit is recorded: a row a finding."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from kantoku.dates import UnreadableDate, parse_date
from kantoku.errors import InvalidRecord
from kantoku.records.finding import FindingClass, Severity
from kantoku.wording import _
from ui import entered, recurrence

_NAMES = ("content", "finding_class", "severity", "basis", "owner", "due_on", "whom", "recurs")


def ask(key: str, scope: Mapping[str, str], earlier: Mapping[str, str]) -> pd.DataFrame:
    """The table as typed. scope: the engagements that the audit is about, id → one line each.

    earlier: the findings that may recur, id → one line each.
    """
    columns: dict[str, Any] = {
        "content": st.column_config.TextColumn(entered.marked(_("Content")), width=140),
        "finding_class": st.column_config.SelectboxColumn(
            _("Class of finding"), options=[_(each.label) for each in FindingClass], width=90
        ),
        "severity": st.column_config.SelectboxColumn(
            _("Severity"), options=[_(each.label) for each in Severity], width=66
        ),
        "basis": st.column_config.TextColumn(_("Clause it rests on"), width=84),
        "owner": st.column_config.TextColumn(_("Owner of the correction"), width=84),
        "due_on": st.column_config.TextColumn(_("Due on"), width=76, help=_("R8.4.1 or 2026-04-01")),
    }
    if len(scope) > 1:
        columns["whom"] = st.column_config.SelectboxColumn(_("Whom it concerns"), options=list(scope.values()))
    if earlier:
        columns["recurs"] = st.column_config.SelectboxColumn(
            _("Recurs from"), options=list(earlier.values()), width=90, help=_("The earlier finding, if it recurs")
        )
    return st.data_editor(
        pd.DataFrame(columns=list(columns), dtype="object"),
        key=f"{key}_findings",
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        column_config=columns,
    )


def typed(
    table: pd.DataFrame, rows: pd.DataFrame, scope: Mapping[str, str], earlier: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The findings as plain values. rows: the engagements of the scope; earlier: see ask.

    Raises InvalidRecord for a finding without content and for a date that cannot be read.
    """
    given = table.where(table.notna(), None).to_dict("records")
    found = [row for row in given if any(row.get(name) for name in _NAMES)]
    values = entered.read(*(partial(_finding, nth, row, rows, scope) for nth, row in enumerate(found, 1)))
    return [each | _recurs(row.get("recurs"), earlier) for each, row in zip(values, found, strict=True)]


def _finding(nth: int, row: Mapping[Any, Any], rows: pd.DataFrame, scope: Mapping[str, str]) -> dict[str, Any]:
    content, due_on = entered.read(
        lambda: entered.needed(row.get("content"), _("Finding {nth}: content", nth=nth)),
        lambda: _day(nth, row.get("due_on")),
    )
    values: dict[str, Any] = {
        "content": content,
        "finding_class": _coded(FindingClass, row.get("finding_class")) or FindingClass.IMPROVEMENT,
        "severity": _coded(Severity, row.get("severity")),
        "basis": row.get("basis"),
        "owner": row.get("owner"),
        "due_on": due_on,
    }
    whom = next((id_ for id_, line in scope.items() if line == row.get("whom")), None)
    if whom:
        contract_of = dict(zip(rows["engagement_id"], rows["contract_id"], strict=True))
        values |= {"engagement_id": whom, "contract_id": contract_of[whom]}
    return values


def _recurs(chosen: str | None, earlier: Mapping[str, str]) -> dict[str, Any]:
    """A cell of a list that has changed since names nothing any more."""
    return recurrence.said(next((id_ for id_, line in earlier.items() if line == chosen), None))


def _coded(vocabulary: Any, word: str | None) -> Any:
    return next((each for each in vocabulary if _(each.label) == word), None)


def _day(nth: int, written: str | None) -> Any:
    try:
        return parse_date(written) if written else None
    except UnreadableDate as error:
        raise InvalidRecord([(_("Finding {nth}: due on", nth=nth), error.sentence)]) from None
