-- When did the contractor of one contract ($contract: its id) last declare that it subcontracts nothing? One row, or none.
select declared_on, declared_in, record_id
from declarations($as_of::date, $at_seq::bigint, $contract::varchar)
order by declared_on desc, declared_in, record_id
limit 1
