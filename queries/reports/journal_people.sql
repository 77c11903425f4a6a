-- Everybody who recorded something up to at_seq.
select distinct actor
from journal
where seq <= $at_seq::bigint
order by actor
