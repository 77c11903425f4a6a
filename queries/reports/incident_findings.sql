-- The findings that came of one incident ($incident: its id), the open ones first.
select id as finding_id, content, owner, due_on, state
from findings($at_seq::bigint)
where incident_id = $incident::varchar
order by closes_finding(state), due_on nulls last, id
