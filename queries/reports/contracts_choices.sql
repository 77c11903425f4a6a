-- The sections that contracts name and the years in which contracts begin or end: what the register can be filtered by.
select
    coalesce(list_sort(list(distinct section) filter (section is not null)), []) as sections,
    min(starts_on) as first_on,
    max(ends_on) as last_on,
    count(*) as contracts
from contracts_of_day($as_of::date, $at_seq::bigint)
order by contracts
