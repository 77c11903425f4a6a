"""The SPI files and what of their handling is entrusted on a day: the entrusted matters with the tiers below them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from kantoku.dates import show_date
from kantoku.exports.columns import is_none, separator
from kantoku.reading import Reading
from kantoku.wording import N_, _, language

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Matter:
    """One contract under way on the day (委託事項). tiers: who is permitted below it, or works there."""

    row: Row
    tiers: tuple[Row, ...] = ()

    @property
    def id(self) -> str:
        return str(self.row["contract_id"])

    @property
    def called(self) -> str:
        """委託事項1, as the statement numbers it."""
        number = self.row["matter"]
        return _(N_("Matter {number}"), number=number) if number else _(N_("Matter without a number on record"))

    @property
    def who(self) -> str:
        """The matter and its contractor."""
        return f"{self.called}　{self.row['organisation'] or absent()}"

    @property
    def grants(self) -> tuple[Row, ...]:
        """The tiers that are permitted."""
        return tuple(tier for tier in self.tiers if tier["is_permitted"])


@dataclass(frozen=True)
class SpiFile:
    """A file of Specific Personal Information. name: '' gathers the contracts that name none."""

    name: str
    matters: tuple[Matter, ...] = field(default=())

    @property
    def called(self) -> str:
        return self.name or _(N_("(SPI file not named)"))

    @property
    def numbers(self) -> list[int]:
        """The numbers of the matters, each once, in order."""
        return sorted({matter.row["matter"] for matter in self.matters if matter.row["matter"]})

    @property
    def count(self) -> int:
        """How many matters there are; one without a number is one by itself."""
        return len(self.numbers) + sum(not matter.row["matter"] for matter in self.matters)


def files_on(ledger: Reading, *, as_of: datetime.date, at_seq: int, file: str | None = None) -> tuple[SpiFile, ...]:
    """The files of which something is entrusted on the day, the unnamed last. file: one of them, all if None."""
    below: dict[str, list[Row]] = {}
    for tier in rows(ledger.read("pia_tiers", as_of=as_of, at_seq=at_seq, file=file)):
        below.setdefault(tier["contract_id"], []).append(tier)
    found = rows(ledger.read("pia_matters", as_of=as_of, at_seq=at_seq, file=file))
    return tuple(
        SpiFile(name, tuple(Matter(row, tuple(below.get(row["contract_id"], ()))) for row in of_it))
        for name, of_it in groupby(found, lambda row: str(row["spi_file"]))
    )


def rows(frame: pd.DataFrame) -> list[Row]:
    """The rows as Python has them: None for no value, days as dates, lists as tuples, structures as they are."""
    columns = [_plain(frame[name]) for name in frame.columns]
    return [dict(zip(map(str, frame.columns), cells, strict=True)) for cells in zip(*columns, strict=True)]


def _plain(series: "pd.Series[Any]") -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(series):
        return [None if pd.isna(day) else day.date() for day in series]
    return [_value(value) for value in series.tolist()]


def _value(value: Any) -> Any:
    if isinstance(value, np.ndarray | list):
        return tuple(_day(item) for item in value)
    if is_none(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day(item: Any) -> Any:
    """What stands in a list; a day comes as an instant."""
    return pd.Timestamp(item).date() if isinstance(item, np.datetime64 | datetime.datetime) else item


def absent() -> str:
    """What is said where nothing is on record."""
    return _(N_("Not on record"))


def day(value: datetime.date | None) -> str:
    return show_date(value, language()) if value else absent()


def days(values: Iterable[datetime.date]) -> str:
    return separator().join(show_date(value, language()) for value in values)
