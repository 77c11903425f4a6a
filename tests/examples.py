"""Random valid records, made from their declarations: what holds for these holds for every record type to come."""

import re
import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from kantoku import text
from kantoku.my_number import corporate_number, holds_individual_number
from kantoku.records import Incident
from kantoku.records.base import FieldInfo, Record, fields
from kantoku.uploads import Upload

LONGEST = 2**63 - 1

FILE = Upload.of("見本.txt", "見本".encode())
"""The one file that the examples name."""

_AWKWARD = st.sampled_from(
    [
        "改行\nあり",
        'かぎ"引用"',
        "逆\\斜線",
        "null",
        '{"a":null,"b":1}',
        '"x":null,',
        "タブ\tあり",
        "①㈱㍻",
        "🗒️",
        "'; drop",
    ]
)
_ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)


def _is_kept(typed: str) -> bool:
    """Does anything remain of it, as text and as an identifier, that the ledger may hold?"""
    return all((kept := way(typed)) and not holds_individual_number(kept) for way in (text.clean, text.identifier))


TEXTS = (_AWKWARD | _ANY).map(lambda typed: unicodedata.normalize("NFC", typed)).filter(_is_kept)
CORPORATE_NUMBERS = st.integers(0, 999_999).map(lambda nth: corporate_number(f"999999{nth:06d}"))
TIMES = st.times().map(lambda time: f"{time:%H:%M}")
DATES = st.dates(date(1873, 1, 1), date(9998, 12, 31))


def values_of(cls: type[BaseModel], references: dict[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain values for a record or part, as a form would give them. references: the id to refer to, by kind."""
    known = {field.name: _value_of(field, references) for field in fields(cls)}
    required = {name for name, field in zip(known, fields(cls), strict=True) if field.is_required}
    return st.fixed_dictionaries(
        {name: known[name] for name in required},
        optional={name: known[name] for name in known.keys() - required},
    ).map(lambda values: _agreeing(cls, values, references))


def _agreeing(cls: type[BaseModel], values: dict[str, Any], references: dict[str, str]) -> dict[str, Any]:
    """The values as one record may say them together: the contract of its engagement, days in their order."""
    if "engagement_id" in values and "contract_id" in cls.model_fields:
        values = values | {"contract_id": references["contract"]}
    if "confirmation_id" in values or "incident_id" in values:
        values = values | {"contract_id": references["contract"], "engagement_id": references["subcontract"]}
    if "subject_id" in values:
        values = values | {"contract_id": references["contract"]}
    for field in fields(cls):
        days = [values[name] for name in (field.name, *field.about.not_before) if name in values]
        if field.about.not_before and field.name in values:
            values = values | {field.name: max(days)}
    return _known_in_time(values) if cls is Incident else values


def _known_in_time(values: dict[str, Any]) -> dict[str, Any]:
    """An incident that is known once it has happened, and reported once it is known."""
    happened_on = values.get("occurred_on", date.min)
    knowledge = [{**each, "known_on": max(each["known_on"], happened_on)} for each in values.get("knowledge", ())]
    known = [each["known_on"] for each in knowledge] + [values[name] for name in values.keys() & {"notice_received_on"}]
    reports = values.keys() & {"first_reported_on", "finally_reported_on"} if known else set()
    return values | {"knowledge": knowledge} | {name: max(values[name], min(known)) for name in reports}


def records(cls: type[Record], references: dict[str, str]) -> st.SearchStrategy[Record]:
    return values_of(cls, references).map(cls.read)


def _value_of(field: FieldInfo, references: dict[str, str]) -> st.SearchStrategy[Any]:
    one = _one_of(field, references)
    if not field.is_list:
        return one
    # What cannot be without any has each of its codes once.
    return st.lists(one, min_size=1, max_size=1) if field.is_required else st.lists(one, max_size=3)


def _one_of(field: FieldInfo, references: dict[str, str]) -> st.SearchStrategy[Any]:
    if field.about.refers_to:
        return st.sampled_from([references[kind] for kind in field.about.refers_to if kind in references])
    if field.part:
        return values_of(field.part, references)
    if field.choices:
        return st.sampled_from([choice.value for choice in field.choices])
    if field.is_date:
        return DATES
    if field.type is bool:
        return st.booleans()
    return _numbers(field) if field.type is int else _SPECIAL.get(field.name, TEXTS)


def _numbers(field: FieldInfo) -> st.SearchStrategy[int]:
    return st.integers(*_BOUNDS.get(field.name, (0, LONGEST)))


# Where a declaration asks for more than text.
_SPECIAL = {
    "corporate_number": CORPORATE_NUMBERS,
    # Cleaned first: of an escaped space at the end only the backslash would be kept.
    "identifier_patterns": TEXTS.map(text.clean).map(re.escape),
    "known_time": TIMES,
    "notice_received_time": TIMES,
    "sha256": st.just(FILE.sha256),
}

# Where a declaration sets bounds of its own.
_BOUNDS = {
    "audit_interval_months": (1, 120),
    "confirmation_valid_months": (1, 60),
    "declaration_valid_months": (1, 60),
    "training_interval_months": (1, 60),
    "report_due_days": (0, 365),
    "disposal_days": (0, 365),
    "due_soon_days": (0, 365),
    "audit_report_days": (0, 365),
    "advance_start_months": (1, 36),
    "told_days": (0, 365),
    "late_entry_days": (0, 365),
    "depth_warning": (2, 20),
    "retention_years": (1, 100),
    "journal_review_months": (1, 60),
    "fiscal_year": (1900, 2200),
    "pia_matter": (1, 999),
}
