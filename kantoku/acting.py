"""How what a person does gets on record: what every action shares."""

import datetime
from collections.abc import Sequence
from typing import Any

from kantoku import errors, text
from kantoku.entrance import refuse_days_to_come
from kantoku.ledger import Change, Ledger, Receipt
from kantoku.records import Record
from kantoku.records.base import fields
from kantoku.records.steps import Step, step
from kantoku.uploads import Upload
from kantoku.wording import _

Values = dict[str, Any]

RECORDED = {
    "office": "office.recorded",
    "organisation": "organisation.recorded",
    "contract": "contract.recorded",
    "subcontract": "subcontract.recorded",
    "permission_request": "permission.requested",
    "permission_decision": "permission.decided",
    "checklist": "checklist.recorded",
    "handling_confirmation": "handling.confirmed",
    "audit": "audit.recorded",
    "finding": "finding.recorded",
    "periodic_report": "periodic_report.received",
    "disposal": "disposal.recorded",
    "incident": "incident.opened",
    "journal_review": "journal.reviewed",
    "document": "document.attached",
}
"""Kind → the action under which a new record of it is recorded."""


def record(
    ledger: Ledger,
    changes: Sequence[Change],
    *,
    actor: str,
    as_of: datetime.date | None = None,
    refuses: bool = True,
) -> Receipt:
    """Records what a person does as one act. as_of, refuses: see Ledger.record.

    Raises InvalidRecord where something is said to have happened on a day that has not come, and what Ledger.record
    raises.
    """
    for change in changes:
        if isinstance(change.record, Record):
            refuse_days_to_come(change.record, ledger.today())
    return ledger.record(changes, actor=actor, as_of=as_of, refuses=refuses)


def unpacked(values: Values) -> tuple[Values, tuple[Upload, ...]]:
    """The values with each uploaded file among them as what identifies it, and these files, to be kept with the record.

    In a form a file stands as the upload itself; a record names it by name, size and SHA-256.
    """
    files = {name: value for name, value in values.items() if isinstance(value, Upload)}
    return values | {name: file.identified() for name, file in files.items()}, tuple(files.values())


def reason_given(typed: str) -> str:
    """Why a record is changed; without one the journal could not answer for it."""
    if reason := text.clean(typed):
        return reason
    raise errors.InvalidRecord([(_("Reason"), _("needed"))])


def need(record: Record, *names: str) -> None:
    """Raises InvalidRecord for the named fields that are not given."""
    labels = {field.name: field.about.label for field in fields(type(record))}
    if missing := [name for name in names if getattr(record, name) in (None, "", ())]:
        raise errors.InvalidRecord([(_(labels[name]), _("needed")) for name in missing])


def follow(
    ledger: Ledger,
    table: Sequence[Step],
    record_id: str,
    later: Record,
    *needed: str,
    base: int,
    actor: str,
    reason: str = "",
    action: str = "",
) -> Receipt:
    """Takes a record one step on: to the state that it has later, which the table of its steps must allow.

    needed: what it must say then. action: the step meant, where several lead there. Raises NotAStep, InvalidRecord for
    what is needed and not given, and what Ledger.record raises.
    """
    before, _revision = ledger.get(later.kind, record_id)
    taken = step(table, before.model_dump()["state"], later.model_dump()["state"], action)
    need(later, *needed)
    return record(ledger, [Change(taken.action, later.kind, record_id, later, base, reason)], actor=actor)
