-- The audits done up to as_of, as known at at_seq: one row an engagement, with the last of them and whether its record
-- lacks something (a report through the contractor that has not come, no method, no result, no reason for a remote one;
-- R16). A self-check is no inspection, and what was found at one organisation says nothing of another that the work was
-- given to since. Of two audits of one day the one recorded last counts.
-- Source: 事務対応ガイド 4-8-9(3), on site in principle.
create or replace macro inspections(as_of, at_seq, scope) as table
select
    subject.engagement_id,
    max(audit.audited_on) as last_audited_on,
    arg_max(audit.id, day_order(audit.audited_on, audit.seq_from)) as last_audit_id,
    arg_max(
        len(coalesce(audit.methods, [])) = 0
        or (audit.result is null and audit.opinion is null)
        or (
            (audit.audit_kind = 'through_contractor' or list_contains(audit.methods, 'through_contractor'))
            and coalesce(audit.report_received_on > as_of, true)
        )
        or (list_contains(audit.methods, 'remote') and audit.remote_reason is null),
        day_order(audit.audited_on, audit.seq_from)
    ) as is_last_incomplete
from audit_subjects(at_seq) as subject
inner join audits(at_seq) as audit on subject.audit_id = audit.id
left join placed(at_seq, scope) as placed on subject.engagement_id = placed.engagement_id
where
    subject.engagement_id is not null
    and audit.audited_on <= as_of
    and audit.audit_kind is distinct from 'self_check'
    and (scope is null or subject.contract_id = scope)
    and coalesce(audit.audited_seq > placed.seq, true)
group by subject.engagement_id;
