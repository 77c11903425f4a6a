"""What the records still lack: every needed field that is not given, with the record and its contract."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from kantoku.exports.columns import Column, Kind, each, of
from kantoku.exports.lists import CONTRACT_NUMBER, ORGANISATION, RECORD_ID, TIER
from kantoku.reading import Reading
from kantoku.records import KINDS, Contract
from kantoku.records.base import fields
from kantoku.wording import N_, _

COLUMNS: Mapping[str, Column] = {
    "contract_number": CONTRACT_NUMBER,
    **of(Contract, "section"),
    "organisation": ORGANISATION,
    "tier": TIER,
    "record": Column(N_("Kind of record")),
    "called": Column(N_("Number or name")),
    "dated_on": Column(N_("Date"), Kind.DATE),
    "lacks": Column(N_("Needed field")),
    "record_id": RECORD_ID,
}

Field = tuple[str, str]
"""A field of a kind of record, by their names."""


def needed() -> list[Field]:
    """The fields that make a record complete."""
    return [(kind, field.name) for kind, record in KINDS.items() for field in fields(record) if field.about.needed]


def frame(
    ledger: Reading,
    asked: Iterable[Field] | None = None,
    *,
    as_of: datetime.date,
    at_seq: int,
    contracts: Sequence[str] | None = None,
    row_limit: int | None = None,
) -> pd.DataFrame:
    """A row a record and field that it lacks; the report legal_missing with what COLUMNS names.

    asked: the fields asked for, all that are needed if not given. contracts: ids, all if not given; of what belongs to
    no contract, only who works under these is listed then.
    """
    kinds, names = zip(*(asked or needed()), strict=True)
    rows = ledger.read(
        "legal_missing",
        as_of=as_of,
        at_seq=at_seq,
        kinds=list(kinds),
        fields=list(names),
        contracts=None if contracts is None else list(contracts),
        row_limit=row_limit,
    )
    labels = {(kind, field.name): field.about.label for kind, record in KINDS.items() for field in fields(record)}
    return rows.assign(
        record=each(rows["kind"], lambda kind: _(KINDS[kind].label)),
        lacks=[_(labels[key]) for key in zip(rows["kind"], rows["field"], strict=True)],
    )
