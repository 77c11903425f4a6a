-- The chain up to an entry: what it takes to check that nothing was taken out or put in, without what the entries say.
select seq, digest, hash
from journal
where seq <= $at_seq::bigint
order by seq
