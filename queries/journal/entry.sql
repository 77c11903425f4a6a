-- Which record an entry is about, and has it a body?
select kind, record_id, revision, body <> '' as has_body
from journal
where seq = $seq;
