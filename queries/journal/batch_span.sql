-- The first and the last entry of a batch; null where there is none.
select min(seq) as first_seq, max(seq) as last_seq
from journal
where batch = $batch::varchar;
