"""How the columns of a frame are written: their headings, their kinds, and their values in words."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from kantoku.dates import OFFICE, show_fiscal_year
from kantoku.records.base import Choice, FieldInfo, Part, Record, fields
from kantoku.wording import N_, _, language


class Kind(StrEnum):
    """What a column holds.

    long: text of several lines. code: a text that is never broken, such as an id. moment: naive UTC, written in office
    time. fiscal_year: the year in which it begins.
    """

    TEXT = "text"
    LONG = "long"
    CODE = "code"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    FISCAL_YEAR = "fiscal_year"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Column:
    """How one column is written. heading: a message id. labels: value → message id, for a vocabulary.

    tones: value → bad, warning or good, for its colour. indented_by: the column of the frame that holds a row's tier.
    """

    heading: str
    kind: Kind = Kind.TEXT
    labels: Mapping[str, str] | None = None
    tones: Mapping[str, str] = field(default_factory=dict)
    indented_by: str = ""

    @property
    def is_number(self) -> bool:
        return self.kind is Kind.NUMBER and self.labels is None

    def text(self, value: Any) -> str:
        """One value in words, dates in ISO 8601."""
        if isinstance(value, tuple):
            return separator().join(self.text(item) for item in value)
        if self.labels is not None:
            return _(self.labels.get(value, str(value)))
        return _WORDS[self.kind](value)


Headings = Mapping[str, "str | Column"]


def columns_of(frame: pd.DataFrame, headings: Headings) -> dict[str, Column]:
    """The columns to be written, in order, with headings translated. A heading that is a text is translated already."""
    return {
        name: replace(heading, heading=_(heading.heading))
        if isinstance(heading, Column)
        else Column(heading, kind_of(frame[name]))
        for name, heading in headings.items()
    }


def of(record: type[Record] | type[Part], *names: str) -> dict[str, Column]:
    """Columns as the record declares them, by field name."""
    declared = {about.name: about for about in fields(record)}
    return {name: _of_field(declared[name]) for name in names}


def as_in(
    record: type[Record] | type[Part],
    name: str,
    *,
    kind: Kind = Kind.TEXT,
    indented_by: str = "",
    labels: Mapping[str, str] | None = None,
) -> Column:
    """A column under the heading of a field, which holds something else: the name of what the field refers to."""
    return Column(of(record, name)[name].heading, kind, labels, indented_by=indented_by)


def of_choice(heading: str, choices: type[Choice], tones: Mapping[str, str] | None = None) -> Column:
    """A column of a vocabulary."""
    return Column(heading, labels={choice.value: choice.label for choice in choices}, tones=tones or {})


def _of_field(declared: FieldInfo) -> Column:
    if declared.choices:
        return of_choice(declared.about.label, declared.choices)
    if declared.about.long:
        return Column(declared.about.label, Kind.LONG)
    return Column(declared.about.label, _KINDS.get(declared.type, Kind.TEXT))


_KINDS = {datetime.date: Kind.DATE, int: Kind.NUMBER, bool: Kind.BOOLEAN}


def kind_of(series: "pd.Series[Any]") -> Kind:
    """The kind of what a column of a frame holds."""
    known = series.dropna()
    first = known.iloc[0] if len(known) else None
    if pd.api.types.is_bool_dtype(series) or isinstance(first, bool):
        return Kind.BOOLEAN
    if pd.api.types.is_datetime64_any_dtype(series):
        return Kind.DATE if (known == known.dt.normalize()).all() else Kind.MOMENT
    if isinstance(first, datetime.date):
        return Kind.MOMENT if isinstance(first, datetime.datetime) else Kind.DATE
    return Kind.NUMBER if pd.api.types.is_numeric_dtype(series) else Kind.TEXT


def separator() -> str:
    return "、" if language() == "ja" else ", "


@dataclass(frozen=True)
class Values:
    """The values of a column in their order, and every distinct one in words ('' for none)."""

    plain: list[Any]
    words: dict[Any, str]

    @classmethod
    def of(cls, series: "pd.Series[Any]", column: Column) -> "Values":
        values = plain(series)
        distinct = dict.fromkeys(values)
        if column.kind in {Kind.TEXT, Kind.LONG, Kind.CODE} and column.labels is None:
            return cls(
                values, {value: value if isinstance(value, str) else _words(value, column) for value in distinct}
            )
        return cls(values, {value: _words(value, column) for value in distinct})

    def each(self, convert: Callable[[Any, str], str]) -> list[str]:
        """Every value converted, given it and its words; '' for none. What occurs often is converted once."""
        converted = {value: convert(value, words) if words else "" for value, words in self.words.items()}
        return [converted[value] for value in self.plain]


def _words(value: Any, column: Column) -> str:
    return "" if is_none(value) else column.text(value)


def each(series: "pd.Series[Any]", convert: Callable[[Any], str]) -> list[str]:
    """Every value converted, '' for none. What occurs often is converted once."""
    values = plain(series)
    converted = {value: "" if is_none(value) else convert(value) for value in dict.fromkeys(values)}
    return [converted[value] for value in values]


def is_none(value: Any) -> bool:
    """Is it no value: None, NaN, NA or an empty list (as tuple)?"""
    return value is None or value is pd.NA or value == () or value != value  # noqa: PLR0124


def plain(series: "pd.Series[Any]") -> list[Any]:
    """The values as Python has them, an instant as datetime, a list as tuple."""
    if pd.api.types.is_datetime64_dtype(series):
        return series.to_numpy().astype("datetime64[us]").tolist()
    if series.dtype == object:
        return [value if value is None else _frozen(value) for value in series]
    return series.tolist()


def _frozen(value: Any) -> Any:
    """A list as tuple, a structure as the text of what it holds."""
    if isinstance(value, np.ndarray | list | tuple):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return " ".join(str(item) for item in value.values() if item is not None)
    return value


def in_office(moment: datetime.datetime) -> datetime.datetime:
    """A moment (naive UTC) as the office's clock shows it, without zone."""
    return moment.replace(tzinfo=datetime.UTC).astimezone(OFFICE).replace(tzinfo=None)


def _number(value: Any) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


_WORDS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.LONG: str,
    Kind.CODE: str,
    Kind.DATE: lambda day: f"{day:%Y-%m-%d}",
    Kind.MOMENT: lambda moment: f"{in_office(moment):%Y-%m-%d %H:%M}",
    Kind.NUMBER: _number,
    Kind.FISCAL_YEAR: lambda year: show_fiscal_year(int(year), language()),
    Kind.BOOLEAN: lambda truth: _(N_("Yes")) if truth else _(N_("No")),
}
