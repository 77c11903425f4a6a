-- Is it an audit through the contractor, which counts once its report has come (R16)?
create or replace macro is_through_contractor(audit_kind, methods) as
    coalesce(audit_kind = 'through_contractor', false) or coalesce(list_contains(methods, 'through_contractor'), false);

-- What the audits covered, as known at at_seq, along the line of the work: one row an engagement and a visit to it
-- (visited_id is itself) or to one that it went on from.
create or replace macro audited_subjects(at_seq, scope) as table
select
    engagement_id,
    engagement_id as visited_id,
    audit_id
from audit_subjects(at_seq)
where engagement_id is not null and (scope is null or contract_id = scope)
union all
select
    line.engagement_id,
    line.former_id as visited_id,
    subject.audit_id
from lines(at_seq, scope) as line
inner join audit_subjects(at_seq) as subject on line.former_id = subject.engagement_id;

-- What each audit covered, done or planned, as known at at_seq: one row an audit and engagement. A self-check is no
-- inspection. One that was done while the work was with another organisation, or under another tier, than now says nothing
-- of this one (is_of_another). A visit to what the work went on from counts for it once it is done (is_former).
create or replace macro visits(at_seq, scope) as table
select
    subject.engagement_id,
    audit.*,
    elsewhere.seq_to is not null as is_of_another,
    subject.visited_id <> subject.engagement_id as is_former
from audited_subjects(at_seq, scope) as subject
inner join audits(at_seq) as audit on subject.audit_id = audit.id
left join elsewhere(at_seq, null) as elsewhere
    on subject.visited_id = elsewhere.engagement_id
    and audit.audited_seq >= elsewhere.seq_from
    and audit.audited_seq < elsewhere.seq_to
where audit.audit_kind is distinct from 'self_check';
