"""The PIA tables of a day, read from a ledger: what the workbook writes and the screen shows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from kantoku.errors import KantokuError
from kantoku.exports.lists import with_words
from kantoku.exports.pia import changes
from kantoku.exports.pia.changes import Change
from kantoku.exports.pia.entrustment import Doubts
from kantoku.exports.pia.files import Row, SpiFile, files_on, rows
from kantoku.reading import Reading
from kantoku.wording import N_

RULES = ("R28", "R29")


class SinceTooLate(KantokuError):
    """Changes were asked for since a day that is not before the as-of day."""

    def __init__(self) -> None:
        super().__init__(
            N_("No time between the two days"),
            N_("Changes are looked for from a day before the as-of day. Enter an earlier day."),
        )


@dataclass(frozen=True)
class Question:
    """What is asked. since: the day from which changes are told. file: one file, '' for the unnamed, None for all."""

    as_of: datetime.date
    at_seq: int
    since: datetime.date
    file: str | None = None


@dataclass(frozen=True, eq=False)
class Tables:
    """What there is to tell. files: those of the day. hits: of R28 and R29, in words, with their SPI file."""

    ledger: Reading
    question: Question
    files: tuple[SpiFile, ...]
    changes: list[Change]
    hits: pd.DataFrame = field(repr=False)

    @property
    def doubts(self) -> Doubts:
        """What R29 says of a contract, by its id."""
        found = self.hits[self.hits["rule"] == "R29"]
        return dict(zip(found["contract_id"], found["says"], strict=True))

    @cached_property
    def measures(self) -> Mapping[str, Row]:
        """What is on record of the measures, by engagement."""
        contracts = [matter.id for file in self.files for matter in file.matters]
        asked = self.question
        found = self.ledger.read("pia_measures", as_of=asked.as_of, at_seq=asked.at_seq, contracts=contracts)
        return {row["engagement_id"]: row for row in rows(found)}


def names(ledger: Reading, *, as_of: datetime.date, at_seq: int) -> list[str]:
    """The SPI files that contracts name, '' last where some name none."""
    return list(dict.fromkeys(ledger.read("pia_contracts", as_of=as_of, at_seq=at_seq)["spi_file"]))


def read(ledger: Reading, question: Question) -> Tables:
    """Raises SinceTooLate."""
    if question.since >= question.as_of:
        raise SinceTooLate
    clocks: dict[str, Any] = {"as_of": question.as_of, "at_seq": question.at_seq}
    now = files_on(ledger, **clocks, file=question.file)
    then = files_on(ledger, as_of=question.since, at_seq=question.at_seq, file=question.file)
    contracts = sorted({matter.id for file in (*now, *then) for matter in file.matters})
    states = rows(ledger.read("pia_states", **clocks, contracts=contracts))
    return Tables(
        ledger,
        question,
        _all_of(now, then),
        changes.between(then, now, states, since=question.since),
        _hits(ledger, question),
    )


def _all_of(now: tuple[SpiFile, ...], then: tuple[SpiFile, ...]) -> tuple[SpiFile, ...]:
    """The files of the day, and those of which nothing is entrusted any more."""
    known = {file.name for file in now}
    found = [*now, *(SpiFile(file.name) for file in then if file.name not in known)]
    return tuple(sorted(found, key=lambda file: (not file.name, file.name)))


def _hits(ledger: Reading, question: Question) -> pd.DataFrame:
    """The hits of the two rules in the contracts on these files, ended ones and those to come too."""
    clocks: dict[str, Any] = {"as_of": question.as_of, "at_seq": question.at_seq}
    file_of = ledger.read("pia_contracts", **clocks).set_index("contract_id")["spi_file"]
    if question.file is not None:
        file_of = file_of[file_of == question.file]
    found = [ledger.read("attention", **clocks, rule=rule, contract=None) for rule in RULES]
    hits = pd.concat(found, ignore_index=True)
    own = hits[hits["contract_id"].isin(file_of.index)].reset_index(drop=True)
    return with_words(own.assign(spi_file=own["contract_id"].map(file_of)))
