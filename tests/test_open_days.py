"""Open and closed days: the same in Python and in SQL, with the holidays of the law."""

from datetime import date, timedelta

import jpholiday
import pytest

from kantoku import open_days
from kantoku.ledger import Ledger

YEARS = (2015, 2050)


def test_the_holidays_on_file_are_those_of_the_law() -> None:
    expected = {day for year in range(YEARS[0], YEARS[1] + 1) for day, _name in jpholiday.year_holidays(year)}
    assert open_days.holidays() == expected


@pytest.mark.parametrize(
    ("day", "opens", "was_open"),
    [
        ("2026-11-20", "2026-11-20", "2026-11-20"),  # a Friday
        ("2026-11-21", "2026-11-24", "2026-11-20"),  # a Saturday before 勤労感謝の日
        ("2025-12-30", "2026-01-05", "2025-12-26"),  # 4 January 2026 is a Sunday
        ("2026-05-03", "2026-05-07", "2026-05-01"),  # 憲法記念日 falls on a Sunday, and 6 May takes its place
    ],
)
def test_a_period_moves_to_the_next_open_day(day: str, opens: str, was_open: str) -> None:
    assert open_days.next_open(date.fromisoformat(day)) == date.fromisoformat(opens)
    assert open_days.last_open(date.fromisoformat(day)) == date.fromisoformat(was_open)


def test_sql_counts_as_python_does(ledger: Ledger) -> None:
    first = date(2025, 12, 1)
    days = [first + timedelta(days=nth) for nth in range(800)]
    with ledger.cursor() as cursor:
        found = cursor.execute(
            "select next_open_day(day) from (select unnest($days) as day) order by day", {"days": days}
        ).fetchall()
    assert [row[0] for row in found] == [open_days.next_open(day) for day in days]
