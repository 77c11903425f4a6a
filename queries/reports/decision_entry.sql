-- By which entry of the journal was one decision ($decision: its id) first recorded?
select
    seq,
    hash
from journal
where kind = 'permission_decision' and record_id = $decision::varchar and revision = 1
order by seq
