"""The sample's calendar: its days are told from today, so that the office never grows old."""

import datetime
import re

from kantoku.dates import fiscal_year
from kantoku.open_days import last_open as opened

_FROM_TODAY = re.compile(r"t([+-]\d+)?")
_IN_FISCAL_YEAR = re.compile(r"([+-]?\d)/(\d\d)-(\d\d)")


class Calendar:
    """Reads days: "t-6" is six days before today, "-1/01-21" the 21 January of last fiscal year, or an ISO date."""

    def __init__(self, today: datetime.date) -> None:
        self.today = today
        self._year = fiscal_year(today)

    def day(self, told: str) -> datetime.date:
        """The day itself. Raises ValueError if it is told in no such way."""
        if found := _FROM_TODAY.fullmatch(told):
            return self.today + datetime.timedelta(days=int(found[1] or 0))
        if found := _IN_FISCAL_YEAR.fullmatch(told):
            years, month, day = map(int, found.groups())
            return datetime.date(self._year + years + (month < 4), month, day)
        return datetime.date.fromisoformat(told)

    def working_day(self, told: str) -> datetime.date:
        """The same, or the last day before it on which the office was open."""
        return opened(self.day(told))


__all__ = ["Calendar", "opened"]
