-- The entries after a seq, oldest first.
select seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch, digest, hash
from journal
where seq > $seq
order by seq;
