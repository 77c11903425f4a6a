-- The affairs under the My Number Act that contracts name: what an export can be bounded to.
select distinct affair_name
from contracts_of_day($as_of::date, $at_seq::bigint)
where affair_name is not null
order by affair_name
