"""What a row says of one record, held against itself: what it lacks, what contradicts itself."""

import datetime
from functools import cache
from typing import Any

from kantoku.imports import targets
from kantoku.imports.cells import Unread
from kantoku.imports.chains import Values
from kantoku.imports.reading import Read
from kantoku.records import KINDS
from kantoku.records.base import About, fields
from kantoku.wording import N_, _

NEEDED = N_("Nothing stands here, and the record needs it.")
TO_COME = N_("“{read}” has not come yet.")
EARLIER = N_("“{read}” is earlier than “{other}” ({day}).")


def prefix_of(tier: int) -> str:
    return f"tier{tier}." if tier else ""


def row_values(columns: list[tuple[str, list[Any]]], row: int) -> Values:
    return {name: value for name, column in columns if (value := column[row]) is not None}


def classify(values: Values, read: Read, part: str) -> None:
    """A term in one cell, and what a yes or no says of the data, as the record has them."""
    if period := values.pop("period", None):
        values |= {name: day for name, day in zip(("starts_on", "ends_on"), period, strict=True) if day}
    is_spi, is_personal = values.pop("is_spi", None), values.pop("is_personal", None)
    if values.get("data_class"):
        return
    if is_spi:
        values["data_class"] = "spi"
    elif is_personal is not None:
        values["data_class"] = "personal" if is_personal else "none"
    elif f"{part}.is_spi" in read.values:
        values["data_class"] = "unknown"


def need(read: Read, row: int, target: str) -> None:
    if row not in read.faults:
        read.fail(row, Unread(NEEDED), target, "contract.number", "org.name")


def need_new_contract(read: Read, row: int, values: Values, contractor: str | None) -> None:
    if not values.get("title"):
        need(read, row, "contract.title")
    if not contractor:
        need(read, row, "org.name")


def lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def check(read: Read, row: int, part: str, values: Values, today: datetime.date, prefix: str = "") -> None:
    """What contradicts itself: an end before its beginning, something done on a day that has not come."""
    for name, value in list(values.items()):
        if (about := _checked_days(targets.PARTS[part]).get(name)) is None:
            continue
        if about.happened and value > today.isoformat():
            if part == "audit" and name == "audited_on":
                values["planned_on"] = values.pop("audited_on")
            else:
                read.fail(row, Unread(TO_COME, {"read": value}, value), f"{prefix}{part}.{name}")
        for other in about.not_before:
            if (earlier := values.get(other)) and value < earlier:
                label = _(targets.field_of(f"{part}.{other}").about.label)
                said = Unread(EARLIER, {"read": value, "other": label, "day": earlier}, value)
                read.fail(row, said, f"{prefix}{part}.{name}")


@cache
def _checked_days(kind: str) -> dict[str, About]:
    """The days of a kind, by field."""
    return {each.name: each.about for each in fields(KINDS[kind]) if each.is_date}
