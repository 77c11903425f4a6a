-- Is an office open on that day? Not on a Saturday, Sunday, holiday, or day from 29 December to 3 January.
-- Source: 行政機関の休日に関する法律1条.
create or replace macro is_open_day(day) as
    isodow(day) < 6
    and strftime(day, '%m-%d') not in ('12-29', '12-30', '12-31', '01-01', '01-02', '01-03')
    and not is_holiday(day);

-- The day to which a period moves that would end on a closed day: the day itself, or the first after it that is open.
-- Source: 行政機関の休日に関する法律2条.
create or replace macro next_open_day(day) as (
    list_filter(list_transform(range(0, 15), lambda nth: day + cast(nth as integer)), lambda each: is_open_day(each))
)[1];

-- The day itself, or the last before it on which offices are open.
create or replace macro last_open_day(day) as (
    list_filter(list_transform(range(0, 15), lambda nth: day - cast(nth as integer)), lambda each: is_open_day(each))
)[1];

-- Does a day lie on or after the last open day up to another, or some days earlier still? The days are looked at one by
-- one only where that decides, because there are as many questions as there is work that ended.
create or replace macro is_from_last_open_day(day, until_on, days_early) as
    case
        when day >= until_on - days_early then true
        when day < until_on - days_early - 14 then false
        else day >= last_open_day(until_on) - days_early
    end;
