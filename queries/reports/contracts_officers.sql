-- The officers of contracts that have not ended, and how many contracts each has: one row a name, '' for none.
select coalesce(officer, '') as officer, count(*) as contracts
from contracts($at_seq::bigint)
where coalesce(ends_on >= $as_of::date, true)
group by all
order by officer
