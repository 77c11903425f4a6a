"""From events to changes of the ledger: ids for keys, revisions, and the numbers that the office gives its papers."""

import datetime
import hashlib
from collections import Counter
from typing import Any

from kantoku.dates import fiscal_year
from kantoku.ledger import Change
from kantoku.records import KINDS, OFFICE_ID
from kantoku.sample import files
from kantoku.sample.story import Event

Values = dict[str, Any]

# The letters of the ledger's own ids.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"

_ACTIONS = {
    "permission_request": "permission.requested",
    "permission_decision": "permission.decided",
    "handling_confirmation": "handling.confirmed",
    "periodic_report": "periodic_report.received",
    "incident": "incident.opened",
    "document": "document.attached",
    "journal_review": "journal.reviewed",
}
# Which field holds a paper's number, and how it is written in a fiscal year of Reiwa.
_NUMBERED = {
    "contract": ("number", "{year}契-{nth:03d}"),
    "permission_request": ("number", "{year}再申-{nth:03d}"),
    "handling_confirmation": ("number", "{year}確-{nth:03d}"),
    "permission_decision": ("document_number", "{year}朝{section}第{running}号"),
    "audit": ("number", "{year}監-{nth:02d}"),
    "finding": ("number", "{year}指-{nth:02d}"),
    "periodic_report": ("number", "{year}報-{nth:03d}"),
    "incident": ("number", "{year}事-{nth:02d}"),
}


def id_of(key: str) -> str:
    """The record id of a key of the sample: always the same, so that a link into the sample keeps."""
    if key == OFFICE_ID:
        return key
    return "".join(_LETTERS[byte % 32] for byte in hashlib.sha256(key.encode()).digest()[:12])


class Writer:
    """Makes the changes one after the other, in the order of the events."""

    def __init__(self) -> None:
        self._standing: dict[str, tuple[str, int, Values]] = {OFFICE_ID: (OFFICE_ID, 1, {})}
        self._given: Counter[tuple[str, int]] = Counter()

    def change(self, event: Event) -> Change:
        """Raises KeyError if the event changes what is not on file, InvalidRecord if its values do not fit."""
        kind, revision, before = self._standing.get(event.key) or (event.kind, 0, {})
        if event.values is None:
            del self._standing[event.key]
            return Change(f"{kind}.withdrawn", kind, id_of(event.key), None, revision, event.reason)
        values = before | event.values
        upload = values.pop("upload", None)
        if not before:
            values = self._number(kind, values, event.day) | values
        self._standing[event.key] = kind, revision + 1, values
        action = _ACTIONS.get(kind, f"{kind}.recorded") if not before else f"{kind}.corrected"
        record = KINDS[kind].read(_referring(values))
        return Change(action, kind, id_of(event.key), record, revision, event.reason, (upload,) if upload else ())

    def _number(self, kind: str, values: Values, day: datetime.date) -> Values:
        if kind not in _NUMBERED:
            return {}
        field, form = _NUMBERED[kind]
        year = fiscal_year(values["starts_on"] if kind == "contract" else day) - 2018
        self._given[kind, year] += 1
        nth = self._given[kind, year]
        section = files.text("sections", self._section(values)) if kind == "permission_decision" else ""
        return {field: form.format(year=year, nth=nth, running=100 + 7 * nth, section=section)}

    def _section(self, values: Values) -> str:
        _kind, _revision, contract = self._standing[values["contract_id"].removeprefix("@")]
        return str(contract["section"])


def _referring(value: Any) -> Any:
    """The values with ids in the place of keys."""
    if isinstance(value, dict):
        return {name: _referring(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_referring(inner) for inner in value]
    return id_of(value[1:]) if isinstance(value, str) and value.startswith("@") else value
