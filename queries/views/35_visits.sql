-- Is it an audit through the contractor, which counts once its report has come (R16)?
create or replace macro is_through_contractor(audit_kind, methods) as
    coalesce(audit_kind = 'through_contractor', false) or coalesce(list_contains(methods, 'through_contractor'), false);

-- What each audit covered, done or planned, as known at at_seq: one row an audit and engagement. A self-check is no
-- inspection. One that was done while the work was with another organisation, or under another tier, than now says nothing
-- of this one (is_of_another).
create or replace macro visits(at_seq, scope) as table
select
    subject.engagement_id,
    audit.*,
    elsewhere.seq_to is not null as is_of_another
from audit_subjects(at_seq) as subject
inner join audits(at_seq) as audit on subject.audit_id = audit.id
left join elsewhere(at_seq, scope) as elsewhere
    on subject.engagement_id = elsewhere.engagement_id
    and audit.audited_seq >= elsewhere.seq_from
    and audit.audited_seq < elsewhere.seq_to
where
    subject.engagement_id is not null
    and audit.audit_kind is distinct from 'self_check'
    and (scope is null or subject.contract_id = scope);
