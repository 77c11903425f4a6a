-- The audits done up to as_of, as known at at_seq, along the line of the work: one row an engagement, with the last of
-- them and whether its record lacks something (a report through the contractor that has not come, no method, no result, no
-- reason for a remote one; R16). Of two audits of one day the one recorded last counts. Source: 事務対応ガイド 4-8-9(3), on
-- site in principle.
create or replace macro inspections(as_of, at_seq, scope) as table
select
    engagement_id,
    max(audited_on) as last_audited_on,
    arg_max(id, day_order(audited_on, audited_seq)) as last_audit_id,
    arg_max(
        len(coalesce(methods, [])) = 0
        or (result is null and opinion is null)
        or (
            is_through_contractor(audit_kind, methods)
            and coalesce(report_received_on > as_of, true)
        )
        or (list_contains(methods, 'remote') and remote_reason is null),
        day_order(audited_on, audited_seq)
    ) as is_last_incomplete
from visits(at_seq, scope)
where audited_on <= as_of and not is_of_another
group by engagement_id;
