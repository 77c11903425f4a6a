-- The parts of each audit, done or planned, by the contract that they concern, as known at at_seq: one row an audit and
-- contract; contract_id is null for what it covers besides, the office's own sections, and for an audit without a scope.
-- What a visit says of several engagements of a contract it says of none of them alone (engagement_id null).
create or replace macro audit_parts(at_seq, scope) as table
select
    audit.id as audit_id,
    subject.contract_id,
    case when count(distinct subject.engagement_id) = 1 then any_value(subject.engagement_id) end as engagement_id
from audits(at_seq) as audit
left join audit_subjects(at_seq) as subject on audit.id = subject.audit_id
where scope is null or subject.contract_id = scope
group by audit.id, subject.contract_id;

-- The audits done up to as_of, as known at at_seq, each with the day by which the office reports and evaluates it: one
-- row a part. Its days run from the audit, but not before it was first recorded as done: what was taken over from older
-- files is not late on its first day here. What came through the contractor counts from the receipt of its report
-- likewise, and without it is not closed by any day (R16); a self-check is reported to nobody.
create or replace macro audits_to_close(as_of, at_seq, scope) as table
with entered as (
    select
        id,
        office_day(min(recorded_at) filter (audited_on is not null)) as audited,
        office_day(min(recorded_at) filter (report_received_on is not null)) as received
    from audit
    where seq_from <= at_seq
    group by id
)

select
    audit.id as audit_id,
    audit.audited_on,
    case
        when not is_through_contractor(audit.audit_kind, audit.methods) then greatest(audit.audited_on, entered.audited)
        when audit.report_received_on is not null then greatest(audit.report_received_on, entered.received)
    end + cast(policy.audit_report_days as integer) as close_by_on,
    part.contract_id,
    part.engagement_id,
    audit.reported_to is not null and coalesce(audit.reported_on <= as_of, false) as is_reported,
    audit.review is not null and coalesce(audit.reviewed_on <= as_of, true) as is_reviewed,
    coalesce(audit.result in ('partly', 'unfit'), false) as has_shortcomings
from audit_parts(at_seq, scope) as part
inner join audits(at_seq) as audit on part.audit_id = audit.id
inner join entered on audit.id = entered.id
cross join policies_on(as_of, at_seq) as policy
where
    audit.audited_on <= as_of
    and audit.audit_kind is distinct from 'self_check';

-- Those of them that found shortcomings and are not evaluated yet, where work that was audited is still under way when the
-- days to evaluate run out; from then on until it is done. engagements: the name of the table that holds the engagements
-- as of as_of. Source: PPC guideline 4-2-(1)1B, 3.
create or replace macro audits_to_evaluate(as_of, at_seq, scope, engagements) as table
select audit.*
from audits_to_close(as_of, at_seq, scope) as audit
where
    audit.has_shortcomings
    and not audit.is_reviewed
    and exists (
        select 1
        from audit_subjects(at_seq) as listed
        inner join query_table(engagements) as engagement on listed.engagement_id = engagement.engagement_id
        where
            listed.audit_id = audit.audit_id
            and listed.contract_id = audit.contract_id
            and engagement.is_begun
            and coalesce(engagement.ends_on >= audit.close_by_on, true)
    );
