"""Who does what at which tier in the sample office: what the records about one piece of work have in common."""

import datetime
from dataclasses import dataclass
from typing import Any

from kantoku.dates import fiscal_year
from kantoku.sample import files
from kantoku.sample.calendar import Calendar
from kantoku.sample.files import Row

Values = dict[str, Any]


@dataclass(frozen=True)
class Engagement:
    """key: the sample's name of it, also of its record. upper: the business above it, '' for the contractor itself."""

    key: str
    contract: str
    above: str
    section: str
    category: str
    work: str
    organisation: str
    business: str
    upper: str
    starts_on: datetime.date
    ends_on: datetime.date
    data_class: str
    data_items: tuple[str, ...]
    renewed: str

    def is_under_way(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


def all_of(calendar: Calendar) -> dict[str, Engagement]:
    """Every engagement by its key, each after the one above it."""
    found = {row["key"]: _contract(row, calendar) for row in files.rows("contracts")}
    for row in files.rows("subcontracts"):
        found[row["key"]] = _subcontract(row, found[row["under"]], calendar)
    return found


def businesses() -> dict[str, Row]:
    return {row["key"]: row for row in files.rows("organisations")}


def _contract(row: Row, calendar: Calendar) -> Engagement:
    starts_on = calendar.day(f"{row['from']}/04-01")
    return Engagement(
        key=row["key"],
        contract=row["key"],
        above="",
        section=row["section"],
        category=row["category"],
        work=_title(row, starts_on),
        organisation=row["organisation"],
        business=businesses()[row["organisation"]]["name"],
        upper="",
        starts_on=starts_on,
        ends_on=datetime.date(starts_on.year + int(row["years"]), 3, 31),
        data_class=row["data"],
        data_items=tuple(row["items"].split()),
        renewed=row["confirmed"],
    )


def _title(row: Row, starts_on: datetime.date) -> str:
    return f"令和{fiscal_year(starts_on) - 2018}年度{row['title']}" if row["years"] == "1" else row["title"]


def _subcontract(row: Row, above: Engagement, calendar: Calendar) -> Engagement:
    items = tuple(row["items"].split()) or above.data_items
    # Without the Individual Number it is no longer Specific Personal Information (番号法2条9項).
    carries_number = any("個人番号" in item for item in items)
    return Engagement(
        key=row["key"],
        contract=above.contract,
        above=above.key,
        section=above.section,
        category=above.category,
        work=row["work"],
        organisation=row["organisation"],
        business=businesses()[row["organisation"]]["name"],
        upper=above.business,
        starts_on=calendar.day(row["from"]),
        ends_on=above.ends_on,
        data_class=above.data_class if above.data_class != "spi" or carries_number else "personal",
        data_items=items,
        renewed=row["confirmed"],
    )
