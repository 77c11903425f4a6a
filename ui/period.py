"""A period as people type it in one field: R8.4.1～R9.3.31."""

import datetime
import re

from kantoku.dates import UnreadableDate, parse_date
from kantoku.wording import N_

Period = tuple[datetime.date | None, datetime.date | None]

_BETWEEN = re.compile(r"\s*(?:[~～〜∼]|から|\.\.+|\s[-–—ー－]\s|\s)\s*")


def parse_period(typed: str) -> Period:
    """Start and end of what was typed: two days with ～, から, a spaced hyphen or a space between them.

    One day alone is the start; with ～ before it, the end. Nothing typed is (None, None). Raises UnreadableDate, also
    where the end lies before the start.
    """
    text = typed.strip().removesuffix("まで").strip()
    if not text:
        return None, None
    parts = _BETWEEN.split(text, maxsplit=1)
    first, last = (parse_date(part) if part.strip() else None for part in (*parts, "")[:2])
    if first and last and last < first:
        raise UnreadableDate(typed, N_("“{read}” ends before it starts."))
    return first, last
