-- Which record an entry is about.
select kind, record_id, revision
from journal
where seq = $seq;
