-- The day to which a period moves that would end on a closed day: the day itself, or the first after it that is no
-- Saturday, Sunday, holiday, or day from 29 December to 3 January. Source: 行政機関の休日に関する法律2条.
create or replace macro next_open_day(day) as (
    list_filter(
        list_transform(range(0, 15), lambda nth: day + cast(nth as integer)),
        lambda each: isodow(each) < 6
            and strftime(each, '%m-%d') not in ('12-29', '12-30', '12-31', '01-01', '01-02', '01-03')
            and not is_holiday(each)
    )
)[1];
