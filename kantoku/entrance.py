"""What is stopped at the entrance, before anything is written.

No text that looks like an Individual Number gets in (R25; guideline annex 1, 2C-c), and nothing is recorded as having
happened on a day that has not come.
"""

import datetime
import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from kantoku.errors import IndividualNumberFound, InvalidRecord
from kantoku.my_number import holds_individual_number
from kantoku.records.base import Record, fields
from kantoku.wording import N_, _


def refuse_individual_numbers(record: Record, exempt: Sequence[str] = ()) -> None:
    """Raises IndividualNumberFound naming the fields.

    exempt: regular expressions for identifier fields, registered by the office, because one 12-digit number in ten
    passes the check by chance.
    """
    found = [label for label, text, is_identifier in _texts(record) if _offends(text, is_identifier, exempt)]
    if found:
        raise IndividualNumberFound(found)


def refuse_in_text(label: str, text: str) -> None:
    """The same for a text outside a record: a reason, a file name. label: what the person sees it as."""
    if holds_individual_number(text):
        raise IndividualNumberFound([label])


def refuse_days_to_come(record: Record, today: datetime.date) -> None:
    """Raises InvalidRecord naming the fields that say that something happened after today."""
    if found := [(label, _(N_("in the future"))) for label, day in _days_that_happened(record) if day > today]:
        raise InvalidRecord(found)


def _days_that_happened(model: BaseModel) -> Iterator[tuple[str, datetime.date]]:
    """(label, day) of what a record and the structures inside it say to have happened."""
    for field in fields(type(model)):
        value = getattr(model, field.name)
        if field.about.happened and value:
            yield _(field.about.label), value
        elif field.part:
            for part in value if field.is_list else filter(None, [value]):
                yield from _days_that_happened(part)


def _offends(text: str, is_identifier: bool, exempt: Sequence[str]) -> bool:  # noqa: FBT001
    if is_identifier and any(re.fullmatch(pattern, text) for pattern in exempt):
        return False
    return holds_individual_number(text)


def _texts(model: BaseModel) -> Iterator[tuple[str, str, bool]]:
    """(label, text, is it an identifier) of what a person typed; the program's own ids and hashes are left out."""
    for field in fields(type(model)):
        if field.about.computed or field.about.refers_to:
            continue
        value = getattr(model, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from ((_(field.about.label), text, exempt) for _inner, text, exempt in _texts(item))
            elif isinstance(item, str):
                yield _(field.about.label), item, field.about.identifier
