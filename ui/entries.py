"""Entries of the journal as people read them: who did what when, and what changed field by field."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kantoku import history
from kantoku.dates import OFFICE, show_moment, wareki
from kantoku.history import FieldChange
from kantoku.records import KINDS
from kantoku.records.base import fields
from kantoku.wording import _, language
from ui import action_names, facts, rows, tables, values
from ui.page import Here
from ui.tables import Column
from ui.values import Names

Entry = Mapping[str, Any]
"""A row of the report journal_entries or contract_history."""


def listed(here: Here, entries: pd.DataFrame, *, key: str, empty: str, within: str = "") -> Entry | None:
    """Shows the entries as a list and returns the picked one.

    empty: what to say where there is none. within: the contract on whose page they stand, which is not named again.
    """
    known = {id_: name for id_, name in _names(here, entries).items() if id_ != within}
    shown = entries[["seq"]].assign(
        recorded_at=[_moment(moment) for moment in entries["recorded_at"]],
        actor=entries["actor"],
        what=[action_names.words(action) for action in entries["action"]],
        about=[about(entry, known) for entry in rows.of(entries)],
        content=[content(entry) for entry in rows.of(entries)],
    )
    picked = tables.show(
        shown,
        {
            "recorded_at": Column(_("Moment"), width=150),
            "actor": Column(_("Who"), rank=6),
            "what": Column(_("Action"), width=150),
            "about": Column(_("About"), width=136),
            "content": Column(_("What changed, and why")),
        },
        key=key,
        empty=empty,
    )
    return None if picked is None else entries[entries["seq"] == picked["seq"]].iloc[0].to_dict()


def browse(here: Here, entries: pd.DataFrame, *, key: str, empty: str = "", within: str = "") -> None:
    """The entries as a list, and the picked one below it. empty, within: as in listed."""
    picked = listed(here, entries, key=key, empty=empty or _("Nothing was recorded yet."), within=within)
    if picked is not None:
        with st.container(border=True):
            detail(here, picked)
    elif len(entries):
        st.caption(_("Pick a row to see every field before and after."))


def detail(here: Here, entry: Entry) -> None:
    """One entry: its facts, and every field that it changed, before and after."""
    known = _names(here, pd.DataFrame([entry]))
    facts.pairs(
        [
            (_("Entry no."), f"{entry['seq']:,}"),
            (_("Moment"), show_moment(entry["recorded_at"], language())),
            (_("Who"), entry["actor"]),
            (_("Action"), action_names.words(entry["action"])),
            (_("About"), about(entry, known)),
            (_("State of the record"), _state(entry)),
            (_("Reason"), entry["reason"]),
        ],
        width=200,
    )
    _changes(entry, known)
    st.caption(_("Seal of this entry (SHA-256)"))
    st.code(entry["hash"], language=None, wrap_lines=True)


def _moment(recorded_at: datetime.datetime) -> str:
    """The moment in office time, short enough for a list: R8.4.1 09:30."""
    there = recorded_at.replace(tzinfo=datetime.UTC).astimezone(OFFICE)
    day = wareki(there.date(), short=True) if language() == "ja" else there.date().isoformat()
    return f"{day} {there:%H:%M}"


def about(entry: Entry, known: Names) -> str:
    """Which record an entry is about: what it is called, after the contract and the engagement it belongs to."""
    body = _body(entry)
    if entry["kind"] not in KINDS:
        return str(body.get("file") or body.get("seq") or "")
    called = [
        known.get(id_, "") for id_ in (body.get("contract_id"), body.get("engagement_id"), entry["record_id"]) if id_
    ]
    return " ／ ".join(dict.fromkeys(filter(None, called))) or action_names.kind(entry["kind"])


def content(entry: Entry) -> str:
    """What changed and why, in one line."""
    parts = [history.summary(changes(entry)) if entry["before"] and entry["body"] else "", entry["reason"]]
    if is_erased(entry):
        parts.insert(0, _("Body erased"))
    return " ― ".join(filter(None, parts))


def changes(entry: Entry) -> list[FieldChange]:
    """The fields in which the entry's body differs from the one before it."""
    return history.differences(entry["kind"], entry["before"], entry["body"])


def is_erased(entry: Entry) -> bool:
    return entry.get("erased_by") is not None and not pd.isna(entry["erased_by"])


def _changes(entry: Entry, known: Names) -> None:
    if is_erased(entry):
        st.warning(
            _(
                "The body of this entry was erased, as entry {seq} says. Its seal still stands.",
                seq=int(entry["erased_by"]),
            ),
            icon=":material/ink_eraser:",
        )
    elif entry["kind"] not in KINDS:
        facts.table([_("Fact"), _("Value")], [(name, _plain(value)) for name, value in _body(entry).items()])
    elif not entry["body"]:
        st.info(_("The record was withdrawn. This is how it stood:"), icon=":material/undo:")
        facts.table(
            [_("Field"), _("Value")], [(row[0], row[1]) for row in _compared(entry, known)], widths=("30%", "70%")
        )
    elif entry["before"]:
        facts.table([_("Field"), _("Before"), _("After")], _compared(entry, known), widths=("24%", "38%", "38%"))
    else:
        facts.table(
            [_("Field"), _("Value")], [(row[0], row[2]) for row in _compared(entry, known)], widths=("30%", "70%")
        )


def _compared(entry: Entry, known: Names) -> Iterator[tuple[str, str, str]]:
    """Field, before and after in words. Of a list only what was taken out and what was put in."""
    declared = {field.name: field for field in fields(KINDS[entry["kind"]])}
    for change in changes(entry):
        field = declared.get(change.name)
        if field is None:
            yield change.label, _plain(change.before), _plain(change.after)
        else:
            before, after = history.parted(field, change.before, change.after)
            yield change.label, values.words(field, before, known) or "—", values.words(field, after, known) or "—"


def _state(entry: Entry) -> str:
    if not entry["revision"]:
        return ""
    return _("State {nth}", nth=entry["revision"])


def _names(here: Here, entries: pd.DataFrame) -> Names:
    return values.names(here, [id_ for entry in rows.of(entries) for id_ in _ids(entry)])


def _ids(entry: Entry) -> Sequence[str]:
    if entry["kind"] not in KINDS:
        return []
    before = json.loads(entry["before"] or "{}")
    return [entry["record_id"], *values.referred(entry["kind"], _body(entry)), *values.referred(entry["kind"], before)]


def _body(entry: Entry) -> dict[str, Any]:
    """The body, or of a withdrawal the one before it."""
    return dict(json.loads(entry["body"] or entry["before"] or "{}"))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
