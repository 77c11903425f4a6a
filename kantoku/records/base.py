"""What every record has: a declaration from which its form, table, columns, headings and reference page follow."""

import datetime
import json
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails

from kantoku import text
from kantoku.dates import show_date
from kantoku.errors import InvalidRecord, KantokuError
from kantoku.my_number import corporate_number_digits, corporate_number_problem
from kantoku.wording import N_, _, language


@dataclass(frozen=True)
class About:
    """What people need to know of a field.

    label, help: message ids. source: where the field comes from (article, guideline, form). needed: the record is
    complete only with it, but can be saved without. refers_to: the kinds whose id it holds. crosses: the
    record that it refers to may belong to another contract or engagement. long: several lines.
    identifier: normalised, and exempt from the Individual Number check where the office registered its pattern.
    computed: made by the program, not typed, so twelve figures in a row are chance.
    folded: searched with kana width, company form and the like folded away. not_before: the fields, declared above it,
    whose day its own cannot precede. happened: a day that has come when it is recorded.
    """

    label: str
    help: str = ""
    source: str = ""
    needed: bool = False
    refers_to: tuple[str, ...] = ()
    crosses: bool = False
    long: bool = False
    identifier: bool = False
    computed: bool = False
    folded: bool = False
    not_before: tuple[str, ...] = ()
    happened: bool = False


class AsRows:
    """Marks a list whose elements the read model also keeps as rows of a table of their own, to be joined by scope."""


class Choice(StrEnum):
    """A vocabulary: the value is stored, the label (a message id) is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Unfit(ValueError):
    """A value that its field cannot hold; the text is a message id that says why, filled from params."""

    def __init__(self, said: str, **params: object) -> None:
        super().__init__(said)
        self.params = params


def _corporate_number(typed: str) -> str:
    if problem := corporate_number_problem(typed):
        raise Unfit(problem)
    return corporate_number_digits(typed)


LARGEST = 2**63 - 1
"""The largest whole number that a column of the read model holds."""

Text = Annotated[str, AfterValidator(text.clean)]
Identifier = Annotated[str, AfterValidator(text.identifier), Field(min_length=1)]
CorporateNumber = Annotated[str, AfterValidator(_corporate_number)]


class Part(BaseModel):
    """A structure inside a record, such as one item of a checklist."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(BaseModel):
    """One state of one record. Fields are never null in the journal: what is not known is absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    label: ClassVar[str]
    label_plural: ClassVar[str]
    dated_facts: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Facts whose first entry matters to the law: name → the columns that state them. See kantoku/dated_facts.py."""
    retired: ClassVar[tuple[str, ...]] = ()
    """Texts and days that earlier versions recorded here: entries that have them are still read, no more are made."""

    @field_validator("*")
    @classmethod
    def _in_order(cls, value: Any, info: ValidationInfo) -> Any:
        """The value, unless it is a day before one that it cannot precede."""
        for name, label in _days_before(cls, info.field_name or ""):
            if value and (earlier := info.data.get(name)) and value < earlier:
                raise Unfit(N_("earlier than “{other}” ({day})"), other=_(label), day=show_date(earlier, language()))
        return value

    @classmethod
    def read(cls, values: dict[str, Any]) -> Self:
        """The record from plain values; empty texts and lists count as not given.

        Raises InvalidRecord with every field that does not fit, in words.
        """
        try:
            return cls.model_validate(_given(values))
        except ValidationError as invalid:
            raise InvalidRecord([(_field_label(cls, error), _reason(error)) for error in invalid.errors()]) from None

    def body(self) -> str:
        """Canonical JSON: sorted keys, no nulls, nothing empty, ISO dates."""
        return json.dumps(
            _given(self.model_dump(mode="json")), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    @classmethod
    def from_body(cls, body: str) -> Self:
        if not cls.retired:
            return cls.model_validate_json(body)
        values = json.loads(body)
        return cls.model_validate({name: value for name, value in values.items() if name not in cls.retired})

    @property
    def refused_as(self) -> frozenset[str]:
        """What rules call it that can stop it from being written (`-- refuses:`): its kind, and what else it is."""
        return frozenset([self.kind])

    def missing(self) -> list[str]:
        """Names of the fields that it needs to be complete and does not have."""
        return [field.name for field in fields(type(self)) if field.about.needed and not _holds(self, field.name)]


@cache
def _days_before(cls: type[Record], name: str) -> tuple[tuple[str, str], ...]:
    """(name, label) of the fields whose day that of the named field cannot precede."""
    labels = {field.name: field.about for field in fields(cls)}
    return tuple((earlier, labels[earlier].label) for earlier in labels[name].not_before)


def _holds(record: Record, name: str) -> bool:
    value = getattr(record, name)
    return value not in (None, (), "")


def _given(value: Any) -> Any:
    """The value without nulls, empty texts and empty lists, at every depth; a text of nothing but space is empty."""
    if isinstance(value, dict):
        pairs = ((key, _given(inner)) for key, inner in value.items())
        return {key: inner for key, inner in pairs if inner not in (None, [], {})}
    if isinstance(value, list | tuple):
        return [kept for inner in value if (kept := _given(inner)) not in (None, [], {})]
    return None if isinstance(value, str) and not value.strip() else value


def _field_label(cls: type[Record], error: ErrorDetails) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    return next((_(field.about.label) for field in fields(cls) if field.name == name), name)


_REASONS = {
    "missing": N_("needed"),
    "date": N_("not a date"),
    "enum": N_("not one of the choices"),
    "int": N_("not a whole number"),
    "string": N_("not a text"),
    "value_error": N_("not a value that can be kept here"),
}


def _reason(error: ErrorDetails) -> str:
    raised = error.get("ctx", {}).get("error")
    if isinstance(raised, KantokuError):
        return raised.sentence
    if isinstance(raised, Unfit):
        return _(str(raised), **raised.params)
    kind = next((key for key in _REASONS if error["type"].startswith(key)), "value_error")
    return _(_REASONS[kind])


@dataclass(frozen=True)
class FieldInfo:
    """A field as declared. type: the bare type without None; element: the Part of a list; is_rows: see AsRows."""

    name: str
    about: About
    type: Any
    is_list: bool
    is_rows: bool
    is_required: bool

    @property
    def part(self) -> type[Part] | None:
        return self.type if isinstance(self.type, type) and issubclass(self.type, Part) else None

    @property
    def choices(self) -> type[Choice] | None:
        return self.type if isinstance(self.type, type) and issubclass(self.type, Choice) else None

    @property
    def is_date(self) -> bool:
        return self.type is datetime.date


def fields(cls: type[BaseModel]) -> Iterator[FieldInfo]:
    """The fields of a record or part, in the order of their declaration."""
    for name, declared in cls.model_fields.items():
        bare = _without_none(declared.annotation)
        is_list = typing.get_origin(bare) is tuple
        about = next(item for item in declared.metadata if isinstance(item, About))
        yield FieldInfo(
            name=name,
            about=about,
            type=_bare(typing.get_args(bare)[0]) if is_list else _bare(bare),
            is_list=is_list,
            is_rows=any(item is AsRows or isinstance(item, AsRows) for item in declared.metadata),
            is_required=declared.is_required(),
        )


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next(arg for arg in typing.get_args(annotation) if arg is not type(None))
    return annotation


def _bare(annotation: Any) -> Any:
    while typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation
