-- The last entry: where the chain stands.
select seq, hash, recorded_at
from journal
where seq = (select max(seq) from journal);
