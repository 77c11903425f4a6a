-- The entries whose bodies were erased, with the kind of their record.
select
    erased.seq,
    erased.kind
from journal as note
inner join journal as erased on try_cast(json_extract_string(note.body, '$.seq') as bigint) = erased.seq
where note.action = 'entry.erased' and note.kind = 'note' and json_valid(note.body)
order by erased.seq;
