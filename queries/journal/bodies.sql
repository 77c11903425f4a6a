-- The states of one record, oldest first.
select seq, recorded_at, actor, action, revision, body, reason
from journal
where kind = $kind and record_id = $record_id and revision > 0
order by revision;
