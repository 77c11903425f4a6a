-- The office and its policy as known at at_seq, with the days on which each state of it was on file: one row a state, one
-- state a day. The last entry of a day counts for all of it; the first state also stands for the days before the ledger.
create or replace macro policies(at_seq) as table
select
    *,
    case
        when row_number() over (order by seq_from) = 1 then date '1900-01-01' else office_day(recorded_at)
    end as from_on,
    coalesce(office_day(lead(recorded_at) over (order by seq_from)) - 1, date '9999-12-31') as until_on
from office
where seq_from <= at_seq and seq_from < seq_to;

-- The policy on file on a day: one row.
create or replace macro policies_on(day, at_seq) as table
from policies(at_seq) where day between from_on and until_on;
