-- How many decisions were ever recorded on one request? Withdrawn ones count: their ids are taken.
select count(distinct id) as decisions
from permission_decision
where request_id = $request::varchar and seq_from <= $at_seq::bigint
