-- By what an export can be checked later: the last entry that counts in it, and whose ledger it is.
select
    office.name as office,
    office.separation,
    coalesce(entry.seq, 0) as seq,
    coalesce(entry.hash, repeat('0', 64)) as hash,
    entry.recorded_at
from (select $at_seq::bigint as seq) as wanted
left join journal as entry on wanted.seq = entry.seq
left join offices($at_seq::bigint) as office on true
order by seq
