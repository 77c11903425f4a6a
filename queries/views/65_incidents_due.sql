-- What is still due of the incidents known by as_of: the reports to the Commission and the contractor's notice, one row
-- a due date (what: first, final or notice). engagements: the name of the table that holds the engagements as of as_of.
create or replace macro incidents_due(as_of, at_seq, scope, engagements) as table
with clocked as (
    from incident_clocks(as_of, at_seq, scope, engagements)
)

select engagement_id, contract_id, 'incident' as subject_kind, id as subject_id, 'first' as what, first_due_on as due_on, known_on
from clocked
where has_clocks and first_reported_on is null
union all
select engagement_id, contract_id, 'incident' as subject_kind, id as subject_id, 'final' as what, final_due_on as due_on, known_on
from clocked
where has_clocks and finally_reported_on is null
union all
select engagement_id, contract_id, 'incident' as subject_kind, id as subject_id, 'notice' as what, notice_due_on as due_on, known_on
from clocked
where notice_due_on is not null and notice_received_on is null and (state <> 'closed' or closed_on > as_of);
