"""Days, terms and fiscal years as people type them."""

import datetime
import re
import unicodedata
from typing import Any

from kantoku.dates import UnreadableDate, parse_date
from kantoku.imports.aliases import value_key, words
from kantoku.imports.cells import INDIVIDUAL_NUMBER, Unread, short, shown
from kantoku.my_number import holds_individual_number
from kantoku.wording import N_

_DAY_ZERO = datetime.date(1899, 12, 30)


_SERIALS = range(3_653, 109_575)  # 1910 to 2199: what a cell without a date format may mean


_AROUND_A_DATE = re.compile(
    r"^(?:自|至|from|to)\s*|\s*(?:から|より|まで|[~～〜]|\((?:月|火|水|木|金|土|日)\)|付け?)$", re.IGNORECASE
)


_BETWEEN_DATES = re.compile(r"\s*(?:～|〜|~|から|より| [-–—] |至|\n)\s*")


_YEAR = re.compile(r"(?:(令和|平成|昭和|[RHS])\s*(元|\d{1,2})|(\d{4}))\s*(?:年度?)?(?:分)?", re.IGNORECASE)


_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}


def day(value: Any) -> str | None:
    """A day in ISO 8601: of a date cell, a serial number, or a text in any calendar. Raises Unread."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    plain = unicodedata.normalize("NFKC", shown(value)).strip()
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
        raise Unread(unreadable.sentence_msgid, unreadable.params, short(value)) from None


def period(value: Any) -> list[str | None]:
    """[first day, last day] of a term in one cell."""
    ends = [part for part in _BETWEEN_DATES.split(shown(value).strip()) if part.strip()]
    if len(ends) == 1:
        return [day(ends[0]), None]
    if len(ends) != 2:
        raise Unread(
            N_("“{read}” is no term. Write it like 令和8年4月1日～令和9年3月31日."),
            {"read": short(value)},
            short(value),
        )
    return [day(ends[0]), day(ends[1])]


def fiscal_year(value: Any) -> int | None:
    plain = unicodedata.normalize("NFKC", shown(value)).strip()
    if value_key(plain) in words("blank"):
        return None
    if found := _YEAR.fullmatch(plain):
        if found[3]:
            return int(found[3])
        return _ERAS[found[1].upper()] + (1 if found[2] == "元" else int(found[2]))
    raise Unread(N_("“{read}” is no fiscal year. Write it like 令和8年度."), {"read": short(value)}, short(value))
