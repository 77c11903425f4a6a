-- Appends sealed entries, in the order of their seq.
insert into journal (
    seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch, digest, hash
)
select
    seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch, digest, hash
from sealed_entries
order by seq;
