-- The day at the office on which something was recorded: times are kept in UTC, the office's day is that of Tokyo.
create or replace macro office_day(instant) as cast(instant + interval 9 hour as date);

-- One sortable number of a dated entry: its day, then the order of recording.
create or replace macro day_order(day, seq) as (day - date '1900-01-01') * 1000000000000 + seq;
