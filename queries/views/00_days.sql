-- The day at the office on which something was recorded: times are kept in UTC, the office's day is that of Tokyo.
create or replace macro office_day(instant) as cast(instant + interval 9 hour as date);

-- Does a day lie within these days? What has no first or no last one goes on without bound; no day lies nowhere.
create or replace macro is_within(day, from_on, until_on) as
    day is not null and coalesce(from_on <= day, true) and coalesce(until_on >= day, true);

-- One sortable number of a dated entry: its day, then the order of recording.
create or replace macro day_order(day, seq) as (day - date '1900-01-01') * 1000000000000 + seq;
