-- The one of some ids, where all that are given are the same; else null. What an audit says of several is said of none
-- of them alone.
create or replace macro only_one(ids) as case when len(list_distinct(ids)) = 1 then list_distinct(ids)[1] end;

-- The audits done up to as_of, as known at at_seq, that have been on record for longer than the office takes to report
-- and evaluate one: one row an audit, with the contract and the engagement it is about where it is about one only. What
-- came through the contractor counts from the day its report was received, and without it is not closed by any day (R16);
-- a self-check is reported to nobody.
create or replace macro audits_to_close(as_of, at_seq, scope) as table
select
    audit.id as audit_id,
    audit.audited_on,
    case
        when is_through_contractor(audit.audit_kind, audit.methods) then audit.report_received_on
        else audit.audited_on
    end + cast(policy.audit_report_days as integer) as close_by_on,
    only_one(list_transform(audit.subjects, lambda subject: subject.contract_id)) as contract_id,
    only_one(list_transform(audit.subjects, lambda subject: subject.engagement_id)) as engagement_id,
    len(list_filter(audit.subjects, lambda subject: subject.engagement_id is not null)) > 0 as covers_work,
    audit.reported_to is not null and coalesce(audit.reported_on <= as_of, false) as is_reported,
    audit.review is not null and coalesce(audit.reviewed_on <= as_of, true) as is_reviewed,
    coalesce(audit.result in ('partly', 'unfit'), false) as has_shortcomings
from audits(at_seq) as audit
cross join offices(at_seq) as policy
where
    audit.audited_on <= as_of
    and audit.audit_kind is distinct from 'self_check'
    and (
        scope is null
        or audit.id in (select listed.audit_id from audit_subjects(at_seq) as listed where listed.contract_id = scope)
    );
