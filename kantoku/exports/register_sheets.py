"""The sheets of the oversight register in their order, and how their rows are read."""

import datetime
from collections.abc import Sequence
from typing import Any

import pandas as pd

from kantoku.catalogue import clauses
from kantoku.exports import sheets_of_contracts as entrusted
from kantoku.exports import sheets_of_supervision as watched
from kantoku.exports.lists import HITS, with_words
from kantoku.exports.register_sheet import RegisterSheet
from kantoku.reading import Reading
from kantoku.wording import N_

_HITS = RegisterSheet("hits", N_("Rule hits"), "attention", HITS, frozen=2)


def sheets() -> tuple[RegisterSheet, ...]:
    """All sheets in their order, in the language of the running context."""
    supervision = (
        watched.CONFIRMATIONS,
        watched.reports(),
        watched.AUDITS,
        watched.FINDINGS,
        watched.incidents(),
        watched.DISPOSALS,
    )
    return (entrusted.contracts(), entrusted.CHAIN, entrusted.PERMISSIONS, *supervision, _HITS)


def parameters(report: str) -> dict[str, Any]:
    """What a report needs beside the clocks."""
    if report == "export_contracts":
        return {"required_clauses": [clause.code for clause in clauses() if clause.required_for_spi]}
    return {"rule": None, "contract": None} if report == "attention" else {}


def frame_of(
    ledger: Reading, sheet: RegisterSheet, *, as_of: datetime.date, at_seq: int, contracts: Sequence[str] | None = None
) -> pd.DataFrame:
    """The rows of a sheet. contracts: the ids of those that it is about, all if not given."""
    given = parameters(sheet.report) | {"contracts": None if contracts is None else list(contracts)}
    frame = ledger.read(sheet.report, as_of=as_of, at_seq=at_seq, **given)
    return with_words(frame) if sheet.report == "attention" else frame
