-- The entries whose bodies were erased, and the entry that says so.
select
    try_cast(json_extract_string(body, '$.seq') as bigint) as erased_seq,
    seq,
    json_extract_string(body, '$.ground') as ground
from journal
where action = 'entry.erased' and kind = 'note' and json_valid(body)
order by erased_seq, seq;
