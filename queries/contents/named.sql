-- The files that documents name, whether they stand or were withdrawn, with the entry that named each first.
select sha256, min(seq_from) as seq, arg_min(name, seq_from) as name
from document
where sha256 is not null
group by sha256
order by seq, sha256;
