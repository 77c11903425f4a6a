"""Values as people type them: one cell → what a record holds of it, as plain JSON.

Whoever reads asks for each different value of a column once, so a reader may take its time.
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kantoku.imports import targets
from kantoku.imports.aliases import value_key, words
from kantoku.imports.cells import INDIVIDUAL_NUMBER, Reader, Unread, short, shown, text_of
from kantoku.imports.choices import choice, tier_of, yes_or_no
from kantoku.imports.days import day, fiscal_year, period
from kantoku.my_number import corporate_number_digits, corporate_number_problem, holds_individual_number
from kantoku.records import KINDS
from kantoku.records.base import FieldInfo, Unfit
from kantoku.wording import N_

_NUMBER = re.compile(
    r"[¥\\￥]?\s*(-?[\d,]+(?:\.\d+)?)\s*(千円|百万円|万円|億円|円|件|人|名|社|回|か月|ヶ月|カ月|ヵ月|箇月|月|点|箇所|か所)?"
    r"(?:也|也。|\(税込\)|\(税抜\))?"
)


_TIMES = {"千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}


_LISTED = re.compile(r"[、，,;；\n]+")


def reader(target: str, label: str = "", exempt: Sequence[str] = ()) -> Reader:
    """What reads the cells of a column. label: its name, which may say a unit. exempt: see kantoku/entrance.py."""
    _tier, part, name = targets.parsed(target)
    if part == "row":
        return tier_of if name == "tier" else text_of
    if name in _OF_ITS_OWN:
        return _OF_ITS_OWN[name]
    return _of_field(targets.field_of(target), part, label, tuple(exempt))


def _of_field(declared: FieldInfo, part: str, label: str, exempt: tuple[str, ...]) -> Reader:
    if declared.part:
        return _parts(declared)
    if declared.is_list:
        return _list_of(choice(declared.choices) if declared.choices else text_of)
    if declared.choices:
        return choice(declared.choices)
    if declared.type in _OF_TYPE:
        return _OF_TYPE[declared.type]
    if declared.type is int:
        return _checked(part, declared, _number(_unit(label)))
    return _checked(part, declared, _identifier(exempt) if declared.about.identifier else text_of)


def _identifier(exempt: tuple[str, ...]) -> Reader:
    def read(value: Any) -> str | None:
        typed = shown(value).strip()
        if any(re.fullmatch(pattern, typed) for pattern in exempt):
            return typed
        return text_of(value)

    return read


@cache
def _adapter(part: str, name: str) -> TypeAdapter[Any]:
    model = KINDS[targets.PARTS[part]]
    return TypeAdapter(model.model_fields[name].rebuild_annotation())


def _checked(part: str, declared: FieldInfo, read: Reader) -> Reader:
    """What is read, as the record's declaration takes it."""
    adapter = _adapter(part, declared.name)

    def checked(value: Any) -> Any:
        given = read(value)
        if given is None:
            return None
        try:
            return adapter.validate_python(given)
        except ValidationError as invalid:
            raised = invalid.errors()[0].get("ctx", {}).get("error")
            said = str(raised) if isinstance(raised, Unfit) else N_("“{read}” cannot stand here.")
            raise Unread(said, {"read": short(value)}, short(value)) from None

    return checked


def _corporate_number(value: Any) -> str | None:
    typed = shown(value).strip()
    if value_key(typed) in words("blank"):
        return None
    if said := corporate_number_problem(typed):
        digits = corporate_number_digits(typed)
        if holds_individual_number(digits):
            raise Unread(INDIVIDUAL_NUMBER)
        raise Unread(said, {}, short(value))
    return corporate_number_digits(typed)


def _unit(label: str) -> int:
    found = re.search(r"[（(]\s*(?:単位[:：]?)?(千円|万円|百万円|億円)", label)
    return _TIMES[found[1]] if found else 1


def _number(times: int) -> Reader:
    def read(value: Any) -> int | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return round(value * times)
        plain = unicodedata.normalize("NFKC", str(value)).strip()
        if value_key(plain) in {"なし", "無", "無し"}:
            return 0
        if value_key(plain) in words("blank"):
            return None
        found = _NUMBER.fullmatch(plain)
        if not found or (holds_individual_number(plain) and not found[2] and "," not in plain):
            if holds_individual_number(plain):
                raise Unread(INDIVIDUAL_NUMBER)
            raise Unread(N_("“{read}” is no number."), {"read": short(value)}, short(value))
        return round(float(found[1].replace(",", "")) * (_TIMES.get(found[2] or "", 0) or times))

    return read


def _list_of(one: Reader) -> Reader:
    def read(value: Any) -> list[Any] | None:
        parts = [part for part in _LISTED.split(shown(value)) if part.strip()]
        return list(dict.fromkeys(item for part in parts if (item := one(part)) is not None)) or None

    return read


def _parts(declared: FieldInfo) -> Reader:
    """A list of parts whose main text the cell holds, one a line."""
    if declared.name in {"places", "permitted_places"}:
        return _places
    main = {"conditions": "text", "auditors": "name"}[declared.name]

    def read(value: Any) -> list[dict[str, str]] | None:
        lines = [line for line in re.split(r"[\n;；、]+|, ", shown(value)) if line.strip()]
        return [{main: kept} for line in lines if (kept := text_of(line))] or None

    return read


_BETWEEN_PLACES = re.compile(r"[\n;；]+|(?<=\s[A-Z]{2})(?:、|, )")
_WITH_COUNTRY = re.compile(r"(.+)\s([A-Z]{2})", re.DOTALL)


def _places(value: Any) -> list[dict[str, str]] | None:
    """Addresses, one a line, or as the register writes them: each with its country, 、 between."""
    found = []
    for line in _BETWEEN_PLACES.split(shown(value)):
        if kept := text_of(line) if line.strip() else None:
            named = _WITH_COUNTRY.fullmatch(kept)
            found.append({"address": named[1], "country": named[2]} if named else {"address": kept, "country": "JP"})
    return found or None


_OF_ITS_OWN: dict[str, Reader] = {
    "is_spi": yes_or_no,
    "is_personal": yes_or_no,
    "period": period,
    "corporate_number": _corporate_number,
    "fiscal_year": fiscal_year,
}
_OF_TYPE: dict[Any, Reader] = {datetime.date: day, bool: yes_or_no}
