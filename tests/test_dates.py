"""Days and moments of the office."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kantoku import dates, wording
from kantoku.dates import UnreadableDate, parse_date, parse_moment, wareki
from kantoku.errors import KantokuError

days = st.dates(date(1873, 1, 1), date(2100, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-04-01", date(2026, 4, 1)),
        ("2026/4/1", date(2026, 4, 1)),
        ("2026.4.1", date(2026, 4, 1)),
        ("20260401", date(2026, 4, 1)),
        ("2026年4月1日", date(2026, 4, 1)),
        ("西暦2026年4月1日", date(2026, 4, 1)),
        ("令和8年4月1日", date(2026, 4, 1)),
        ("令和 8 年 4 月 1 日", date(2026, 4, 1)),
        ("  令和08年04月01日　", date(2026, 4, 1)),
        ("令和８年４月１日", date(2026, 4, 1)),
        ("㋿8年4月1日", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("R8.4.1", date(2026, 4, 1)),
        ("r8/4/1", date(2026, 4, 1)),
        ("R8-04-01", date(2026, 4, 1)),
        ("Ｒ８．４．１", date(2026, 4, 1)),
        ("R080401", date(2026, 4, 1)),
        ("R8ー4ー1", date(2026, 4, 1)),
        ("2026－04－01", date(2026, 4, 1)),
        ("2026−04−01", date(2026, 4, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("明治6年1月1日", date(1873, 1, 1)),
        ("令和10年2月29日", date(2028, 2, 29)),
    ],
)
def test_reads_what_officials_write(typed: str, day: date) -> None:
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "8.4.1",
        "26-04-01",
        "8年4月1日",
        "4/1/2026",
        "01.04.2026",
        "2026-4",
        "2026",
        "202641",
        "2026 4 1",
        "2026 1 101",
        "2026-04.01",
        "2026-04-01 or 2026-04-02",
        "2026-04-01T00:00",
        "令和8年度",
        "令和八年四月一日",
        "R8.4.1.",
        "X8.4.1",
        "20260401-1",
        "٢٠٢٦-٠٤-٠١",
        "next week",
    ],
)
def test_refuses_what_is_no_date_or_more_than_one(typed: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(typed)
    assert "not written as a date" in refused.value.sentence_msgid
    assert refused.value.params["read"] == typed


@pytest.mark.parametrize(
    "typed", ["令和7年2月30日", "2026-02-29", "20261301", "R8.0.1", "平成31年2月30日", "0000-01-01"]
)
def test_refuses_days_the_calendar_does_not_have(typed: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(typed)
    assert "no day of the calendar" in refused.value.sentence_msgid


@pytest.mark.parametrize(
    ("typed", "era", "instead"),
    [
        ("平成32年1月1日", "平成", "令和2年1月1日"),
        ("平成31年5月1日", "平成", "令和元年5月1日"),
        ("H33.3.31", "平成", "令和3年3月31日"),
        ("令和元年4月30日", "令和", "平成31年4月30日"),
        ("令和0年4月1日", "令和", "平成30年4月1日"),
        ("S64.1.8", "昭和", "平成元年1月8日"),
        ("昭和元年12月24日", "昭和", "大正15年12月24日"),
        ("大正15年12月26日", "大正", "昭和元年12月26日"),
        ("明治45年7月31日", "明治", "大正元年7月31日"),
    ],
)
def test_refuses_a_day_outside_its_era_and_names_the_right_one(typed: str, era: str, instead: str) -> None:
    wording.use("en")
    with pytest.raises(UnreadableDate) as refused:
        parse_date(typed)
    day = parse_date(instead)
    assert refused.value.sentence.startswith(f"“{typed}” lies outside {era} (")
    assert f"If {day.isoformat()} is meant" in refused.value.sentence


def test_in_japanese_the_refusal_tells_days_by_their_era() -> None:
    wording.use("ja")
    with pytest.raises(UnreadableDate) as refused:
        parse_date("平成32年1月1日")
    assert refused.value.sentence == (
        "「平成32年1月1日」は平成（平成元年1月8日～平成31年4月30日）の日付ではありません。"
        "令和2年1月1日のことであれば、そのように入力してください。"
    )


@pytest.mark.parametrize("typed", ["明治5年12月2日", "1872-12-31", "0001-01-01", "M1.1.1"])
def test_refuses_days_before_the_present_calendar(typed: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_date(typed)
    assert "1873" in refused.value.sentence_msgid


def test_the_refusal_is_a_value_error_that_people_can_read_and_stays_short() -> None:
    with pytest.raises(ValueError, match="R8") as refused:
        parse_date("R8" + "x" * 10_000)
    assert isinstance(refused.value, KantokuError)
    assert len(str(refused.value)) < 300


@given(days)
@example(date(1926, 12, 25))
@example(date(1912, 7, 30))
@example(date(2019, 5, 1))
@example(date(2019, 4, 30))
@example(date(1989, 1, 7))
@example(date(1989, 1, 8))
def test_every_spelling_is_read_back(day: date) -> None:
    spellings = [
        wareki(day),
        wareki(day, short=True),
        wareki(day, short=True).lower().replace(".", "/"),
        dates.show_date(day, "ja"),
        dates.show_date(day, "en"),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {parse_date(spelling) for spelling in spellings} == {day}


def test_every_day_of_the_change_years_is_read_back() -> None:
    for year in (1873, 1912, 1926, 1989, 2019):
        for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
            day = date.fromordinal(ordinal)
            assert parse_date(wareki(day)) == parse_date(wareki(day, short=True)) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(typed: str) -> None:
    with suppress(UnreadableDate):
        assert parse_date(typed) >= dates.EARLIEST


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 4, 1), "令和8年4月1日", "R8.4.1"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1872, 12, 31), "1872年12月31日", "1872.12.31"),
    ],
)
def test_wareki(day: date, long: str, short: str) -> None:
    assert wareki(day) == long
    assert wareki(day, short=True) == short


def test_shows_days_in_both_languages() -> None:
    day = date(2026, 4, 1)
    assert dates.show_date(day, "ja") == "令和8年4月1日"
    assert dates.show_date(day, "en") == "2026-04-01"
    assert dates.show_both(day, "ja") == "令和8年4月1日（2026-04-01）"
    assert dates.show_both(day, "en") == "2026-04-01 (令和8年4月1日)"


def test_ten_thousand_dates_are_shown_in_an_instant() -> None:
    table = [date(2000, 1, 1) + timedelta(days=n) for n in range(10_000)]
    began = time.process_time()
    shown = [dates.show_date(day, "ja") for day in table]
    assert time.process_time() - began < 0.1
    assert len(set(shown)) == len(table)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-04-01T09:30:00Z", datetime(2026, 4, 1, 9, 30)),
        ("2026-04-01T09:30+09:00", datetime(2026, 4, 1, 0, 30)),
        ("2026-03-31T19:30-05:00", datetime(2026, 4, 1, 0, 30)),
        ("2026-04-01T09:30", datetime(2026, 4, 1, 0, 30)),
        ("2026-04-01 09:30:15.250000", datetime(2026, 4, 1, 0, 30, 15, 250000)),
        ("20260401T093000", datetime(2026, 4, 1, 0, 30)),
        ("2026-04-01 9:30", datetime(2026, 4, 1, 0, 30)),
        ("令和8年4月1日 09:30", datetime(2026, 4, 1, 0, 30)),
        ("令和８年４月１日　９：３０", datetime(2026, 4, 1, 0, 30)),
        ("令和8年 04月 01日 09:30", datetime(2026, 4, 1, 0, 30)),
        ("R8.4.1 00:00", datetime(2026, 3, 31, 15, 0)),
        ("T15.1.1 00:00", datetime(1925, 12, 31, 15, 0)),
        ("2026-04-01", datetime(2026, 4, 1, 14, 59, 59, 999999)),
        ("令和8年4月1日", datetime(2026, 4, 1, 14, 59, 59, 999999)),
        ("令和8年 04月 01日", datetime(2026, 4, 1, 14, 59, 59, 999999)),
        ("T15.1.1", datetime(1926, 1, 1, 14, 59, 59, 999999)),
    ],
)
def test_reads_moments(typed: str, moment: datetime) -> None:
    assert parse_moment(typed) == moment


@pytest.mark.parametrize(
    "typed",
    ["", "09:30", "2026-04-01T25:00", "2026-04-01 09:30 09:00", "平成32年1月1日 09:30", "9999-12-31T23:59-12:00"],
)
def test_refuses_what_is_no_moment(typed: str) -> None:
    with pytest.raises(UnreadableDate):
        parse_moment(typed)


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_a_moment_with_offset_is_read_back(moment: datetime, minutes: int) -> None:
    there = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert parse_moment(there.isoformat()) == moment


@given(st.datetimes(datetime(1952, 1, 1), datetime(2100, 1, 1)), st.sampled_from(["ja", "en"]))
def test_a_moment_as_shown_is_read_back_to_the_minute(moment: datetime, language: str) -> None:
    assert parse_moment(dates.show_moment(moment, language)) == moment.replace(second=0, microsecond=0)


def test_shows_moments_in_office_time() -> None:
    moment = datetime(2026, 3, 31, 15, 5, 59, 999999)
    assert dates.show_moment(moment, "ja") == "令和8年4月1日 00:05"
    assert dates.show_moment(moment, "en") == "2026-04-01 00:05"
    assert dates.show_moment(moment.replace(tzinfo=UTC), "en") == "2026-04-01 00:05"


@given(st.dates(date(1952, 1, 1), date(2100, 12, 31)))
def test_the_end_of_a_day_is_the_last_microsecond_on_which_it_is_today(day: date) -> None:
    end = dates.end_of_day(day)
    assert dates.office_today(end) == day
    assert dates.office_today(end + timedelta(microseconds=1)) == day + timedelta(days=1)


def test_the_office_day_begins_nine_hours_before_utc() -> None:
    assert dates.office_today(datetime(2026, 3, 31, 14, 59)) == date(2026, 3, 31)
    assert dates.office_today(datetime(2026, 3, 31, 15, 0)) == date(2026, 4, 1)
    assert dates.office_today(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == date(2026, 4, 1)


def test_now_is_naive_utc() -> None:
    before = datetime.now(UTC).replace(tzinfo=None)
    now = dates.utc_now()
    assert now.tzinfo is None
    assert before <= now <= before + timedelta(minutes=1)


@given(st.dates(date(1873, 1, 1), date(9998, 12, 31)))
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    first, last = dates.fiscal_year_span(dates.fiscal_year(day))
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2026, "令和8年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1800, "1800年度"),
    ],
)
def test_names_fiscal_years(year: int, name: str) -> None:
    assert dates.show_fiscal_year(year, "ja") == name
    assert dates.show_fiscal_year(year, "en") == f"FY{year}"


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 4, 1), 0, date(2026, 4, 1)),
    ],
)
def test_adds_months(day: date, months: int, then: date) -> None:
    assert dates.add_months(day, months) == then


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-600, 600))
def test_adding_months_moves_the_month_and_never_the_day_forward(day: date, months: int) -> None:
    then = dates.add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)
