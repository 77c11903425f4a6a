-- The files that were attached to one record ($subject: its id) and withdrawn again: one row a file, the last first.
select document.name, entry.actor, entry.recorded_at, entry.reason
from journal as entry
inner join document on entry.record_id = document.id and entry.revision = document.revision + 1
where
    entry.action = 'document.withdrawn'
    and entry.seq <= $at_seq::bigint
    and document.subject_id = $subject::varchar
order by entry.seq desc
