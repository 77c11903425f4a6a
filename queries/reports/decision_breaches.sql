-- The rules that one decision ($decision: its id) breaks as a breach.
select distinct rule
from hit
where subject_kind = 'permission_decision' and subject_id = $decision::varchar and level = 'breach'
order by rule
