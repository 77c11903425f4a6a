-- What some contracts ($contracts: their ids) are called: one row a contract that is on file.
select id as contract_id, number || ' ' || title as named
from contracts($at_seq::bigint)
where id in (select unnest($contracts::varchar[]))
order by number, id
