"""Values as people type them: one cell → what a record holds of it, as plain JSON.

Whoever reads asks for each different value of a column once, so a reader may take its time.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kantoku import wording
from kantoku.dates import UnreadableDate, parse_date, show_date
from kantoku.errors import KantokuError
from kantoku.imports import targets
from kantoku.imports.aliases import value_key, words
from kantoku.my_number import corporate_number_digits, corporate_number_problem, holds_individual_number
from kantoku.records import KINDS
from kantoku.records.base import Choice, FieldInfo, Unfit
from kantoku.text import clean
from kantoku.wording import N_, _, language

Reader = Callable[[Any], Any]
"""A cell that holds something → a plain JSON value, None for nothing. Raises Unread."""

_DAY_ZERO = datetime.date(1899, 12, 30)
_SERIALS = range(3_653, 109_575)  # 1910 to 2199: what a cell without a date format may mean
_AROUND_A_DATE = re.compile(r"^(?:自|至|from|to)\s*|\s*(?:から|より|まで|[~～〜]|\((?:月|火|水|木|金|土|日)\)|付け?)$", re.IGNORECASE)
_BETWEEN_DATES = re.compile(r"\s*(?:～|〜|~|から|より|−|－|—|–| - |至|\n)\s*")
_NUMBER = re.compile(r"[¥\\￥]?\s*(-?[\d,]+(?:\.\d+)?)\s*(千円|百万円|万円|億円|円|件|人|名|社|回|か月|ヶ月|カ月|ヵ月|箇月|月|点|箇所|か所)?(?:也|也。|\(税込\)|\(税抜\))?")
_TIMES = {"千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
_YEAR = re.compile(r"(?:(令和|平成|昭和|[RHS])\s*(元|\d{1,2})|(\d{4}))\s*(?:年度?)?(?:分)?", re.IGNORECASE)
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}
_LISTED = re.compile(r"[、，,;；\n]+")


@dataclass(eq=False)
class Unread(Exception):
    """A value that cannot be read, and why: a message id, filled from params. read: '' where it must not be shown."""

    said: str
    params: Mapping[str, object] = field(default_factory=dict)
    read: str = ""

    @property
    def sentence(self) -> str:
        told = {
            name: show_date(value, language()) if isinstance(value, datetime.date) else value
            for name, value in self.params.items()
        }
        return _(self.said, **told)


INDIVIDUAL_NUMBER = N_(
    "There is a number that looks like an Individual Number (My Number). Delete it; it is neither shown nor recorded."
)


def reader(target: str, label: str = "", exempt: Sequence[str] = ()) -> Reader:
    """What reads the cells of a column. label: its name, which may say a unit. exempt: see kantoku/entrance.py."""
    _tier, part, name = targets.parsed(target)
    if part == "row":
        return _tier_of if name == "tier" else _text
    if name == "is_spi" or name == "is_personal":
        return _yes_or_no
    if name == "period":
        return _period
    if name == "corporate_number":
        return _corporate_number
    declared = targets.field_of(target)
    return _of_field(declared, part, label, tuple(exempt))


def _of_field(declared: FieldInfo, part: str, label: str, exempt: tuple[str, ...]) -> Reader:
    if declared.is_date:
        return day
    if declared.type is bool:
        return _yes_or_no
    if declared.type is int:
        if declared.name == "fiscal_year":
            return _fiscal_year
        return _checked(part, declared, _number(_unit(label)))
    if declared.choices:
        one = _choice(declared.choices)
        return _list_of(one) if declared.is_list else one
    if declared.part:
        return _parts(declared)
    if declared.is_list:
        return _list_of(_text)
    return _checked(part, declared, _identifier(exempt) if declared.about.identifier else _text)


def is_blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "○" if value else "×"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _text(value: Any) -> str | None:
    """A text as it is kept. Raises Unread for what looks like an Individual Number."""
    try:
        kept = clean(_shown(value))
    except KantokuError as unusable:
        raise Unread(unusable.sentence_msgid, unusable.params) from unusable
    if holds_individual_number(kept):
        raise Unread(INDIVIDUAL_NUMBER)
    return kept or None


def _identifier(exempt: tuple[str, ...]) -> Reader:
    def read(value: Any) -> str | None:
        shown = _shown(value).strip()
        if any(re.fullmatch(pattern, shown) for pattern in exempt):
            return shown
        return _text(value)

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
            raise Unread(said, {"read": _short(value)}, _short(value)) from None

    return checked


def day(value: Any) -> str | None:
    """A day in ISO 8601: of a date cell, a serial number, or a text in any calendar. Raises Unread."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    plain = unicodedata.normalize("NFKC", _shown(value)).strip()
    if value_key(plain) in words("blank"):
        return None
    if re.fullmatch(r"\d{5,6}(?:\.\d+)?", plain) and int(float(plain)) in _SERIALS:
        return (_DAY_ZERO + datetime.timedelta(days=int(float(plain)))).isoformat()
    bare = _AROUND_A_DATE.sub("", _AROUND_A_DATE.sub("", plain))
    try:
        return parse_date(bare).isoformat()
    except UnreadableDate as unreadable:
        if holds_individual_number(plain):
            raise Unread(INDIVIDUAL_NUMBER) from None
        raise Unread(unreadable.sentence_msgid, unreadable.params, _short(value)) from None


def _period(value: Any) -> list[str | None]:
    """[first day, last day] of a term in one cell."""
    ends = [part for part in _BETWEEN_DATES.split(_shown(value).strip()) if part.strip()]
    if len(ends) == 1:
        return [day(ends[0]), None]
    if len(ends) != 2:
        raise Unread(N_("“{read}” is no term. Write it like 令和8年4月1日～令和9年3月31日."), {"read": _short(value)}, _short(value))
    return [day(ends[0]), day(ends[1])]


def _fiscal_year(value: Any) -> int | None:
    plain = unicodedata.normalize("NFKC", _shown(value)).strip()
    if value_key(plain) in words("blank"):
        return None
    if found := _YEAR.fullmatch(plain):
        if found[3]:
            return int(found[3])
        return _ERAS[found[1].upper()] + (1 if found[2] == "元" else int(found[2]))
    raise Unread(N_("“{read}” is no fiscal year. Write it like 令和8年度."), {"read": _short(value)}, _short(value))


def _corporate_number(value: Any) -> str | None:
    shown = _shown(value).strip()
    if value_key(shown) in words("blank"):
        return None
    if said := corporate_number_problem(shown):
        digits = corporate_number_digits(shown)
        if holds_individual_number(digits):
            raise Unread(INDIVIDUAL_NUMBER)
        raise Unread(said, {}, _short(value))
    return corporate_number_digits(shown)


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
            raise Unread(N_("“{read}” is no number."), {"read": _short(value)}, _short(value))
        return round(float(found[1].replace(",", "")) * (_TIMES.get(found[2] or "", 0) or times))

    return read


def _yes_or_no(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    key = value_key(_shown(value))
    if key in words("yes"):
        return True
    if key in words("no") or key in words("blank"):
        return False
    raise Unread(N_("“{read}” is neither yes nor no. Write ○ or ×."), {"read": _safe(value)}, _safe(value))


def _tier_of(value: Any) -> int | None:
    if isinstance(value, int | float) and value == int(value):
        return int(value)
    key = value_key(_shown(value))
    if key in words("tier"):
        return int(words("tier")[key])
    if key.isdecimal():
        return int(key)
    return None


_VOCABULARIES = {
    "DataClass": "data_class",
    "SubcontractPolicy": "policy",
    "Outcome": "outcome",
    "AuditMethod": "methods",
    "Overall": "overall",
    "AuditResult": "audit_result",
    "Method": "method",
    "ContractCategory": "category",
    "ReportingInterval": "reporting_interval",
}
# What a longer wording says, tried in this order.
_SAID = {
    "policy": (
        ("prohibited_in_principle", r"原則.*(禁|不可|認めない)|(除|得た場合|得ない限り).*|.*場合を除"),
        ("permission", r".*(許諾|承認|承諾|許可|協議)"),
        ("prohibited", r".*(禁止|禁ずる|認めない|不可|できない)"),
    ),
    "outcome": (
        ("refused", r"不|否|却下"),
        ("conditional", r".*条件"),
        ("permitted", r".*(許諾|承認|承諾|許可)"),
    ),
    "methods": (
        ("through_contractor", r".*経由|.*通じて"),
        ("on_site", r".*(実地|現地|立入|訪問)"),
        ("remote", r".*(リモート|オンライン|web|遠隔|動画)"),
        ("documents", r".*(書面|書類)"),
        ("interview", r".*(ヒアリング|聞き取り|インタビュー)"),
    ),
}


def _choice(choices: type[Choice]) -> Reader:
    vocabulary = _VOCABULARIES.get(choices.__name__, "")
    known = _labels(choices) | (words(vocabulary) if vocabulary else {})

    def read(value: Any) -> str | None:
        key = value_key(_shown(value))
        if key in known:
            return known[key] or None
        for meant, pattern in _SAID.get(vocabulary, ()):
            if re.match(pattern, key):
                return meant
        if key in words("blank"):
            return None
        said = N_("“{read}” is not one of the choices: {choices}.")
        raise Unread(said, {"read": _safe(value), "choices": _Choices(choices)}, _safe(value))

    return read


class _Choices:
    """The choices in words, in the language in which they are told."""

    def __init__(self, choices: type[Choice]) -> None:
        self._choices = choices

    def __str__(self) -> str:
        return "、".join(_(choice.label) for choice in self._choices)

    def __hash__(self) -> int:
        return hash(self._choices)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Choices) and other._choices is self._choices


@cache
def _labels(choices: type[Choice]) -> dict[str, str]:
    """The words for each choice in every language, and its own code → the choice."""
    found = {value_key(choice.value): choice.value for choice in choices}
    for each in wording.LANGUAGES:
        spoken = wording.catalogue(each)
        found |= {value_key(spoken.get(choice.label, choice.label)): choice.value for choice in choices}
    return found


def _list_of(one: Reader) -> Reader:
    def read(value: Any) -> list[Any] | None:
        parts = [part for part in _LISTED.split(_shown(value)) if part.strip()]
        return list(dict.fromkeys(item for part in parts if (item := one(part)) is not None)) or None

    return read


def _parts(declared: FieldInfo) -> Reader:
    """A list of parts whose main text the cell holds, one a line."""
    main, extra = {"conditions": ("text", {}), "auditors": ("name", {})}.get(declared.name, ("address", {"country": "JP"}))

    def read(value: Any) -> list[dict[str, str]] | None:
        lines = [line for line in re.split(r"[\n;；]+", _shown(value)) if line.strip()]
        return [{**extra, main: kept} for line in lines if (kept := _text(line))] or None

    return read


def _short(value: Any) -> str:
    return " ".join(_shown(value).split())[:40]


def _safe(value: Any) -> str:
    """What was read, as far as it may be shown. Raises Unread where it looks like an Individual Number."""
    if holds_individual_number(_shown(value)):
        raise Unread(INDIVIDUAL_NUMBER)
    return _short(value)
