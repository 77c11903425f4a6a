"""Days on which offices are closed, and the day to which a period moves that would end on one of them.

Saturdays, Sundays, holidays and 29 December to 3 January. Source: 行政機関の休日に関する法律1条・2条, 地方自治法4条の2.
The holidays stand in data/catalogue/holidays.csv, written from jpholiday, because SQL counts with them as well and a
start of the program must not wait for them to be worked out. After its last year only weekends and New Year count.
"""

import csv
import datetime
from functools import cache

from kantoku.catalogue import FOLDER

YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_SATURDAY = 6
_ONE_DAY = datetime.timedelta(days=1)


@cache
def holidays() -> frozenset[datetime.date]:
    """The holidays on file (国民の祝日に関する法律), substitutes included."""
    with (FOLDER / "holidays.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(datetime.date.fromisoformat(row["day"]) for row in csv.DictReader(file))


def is_closed(day: datetime.date) -> bool:
    return day.isoweekday() >= _SATURDAY or (day.month, day.day) in YEAR_END or day in holidays()


def next_open(day: datetime.date) -> datetime.date:
    """The day itself, or the first after it on which offices are open."""
    while is_closed(day):
        day += _ONE_DAY
    return day


def last_open(day: datetime.date) -> datetime.date:
    """The day itself, or the last before it on which offices are open."""
    while is_closed(day):
        day -= _ONE_DAY
    return day
