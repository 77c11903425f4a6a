-- The day at the office on which something was recorded: times are kept in UTC, the office's day is that of Tokyo.
create or replace macro office_day(instant) as cast(instant + interval 9 hour as date);

-- The last day of a contract that is said to have ended: the one on record with it, else the one on which that was recorded.
create or replace macro ended_day(stage, ended_on, staged_at) as
    case when stage = 'ended' then coalesce(ended_on, office_day(staged_at)) end;

-- Does a day lie within these days? What has no first or no last one goes on without bound; no day lies nowhere.
create or replace macro is_within(day, from_on, until_on) as
    day is not null and coalesce(from_on <= day, true) and coalesce(until_on >= day, true);

-- The months of an interval at which reports are made.
create or replace macro interval_months(name) as
    case name when 'monthly' then 1 when 'quarterly' then 3 when 'half_yearly' then 6 when 'yearly' then 12 end;

-- One sortable number of a dated entry: its day, then the order of recording.
create or replace macro day_order(day, seq) as (day - date '1900-01-01') * 1000000000000 + seq;
