-- What one organisation ($organisation: its id) does: every engagement at every tier in every contract, live ones first.
select
    status.engagement_id,
    status.contract_id,
    status.contract_number,
    status.contract_title,
    status.section,
    status.tier,
    status.parent_organisation,
    coalesce(subcontract.work, status.contract_title) as work,
    status.data_class,
    status.starts_on,
    status.ends_on,
    status.is_begun,
    status.is_live,
    case when status.tier > 1 then status.permission_state end as permission_state,
    status.grounded,
    status.handles_personal,
    case when status.handles_personal then status.confirmation_state end as confirmation_state,
    status.audit_state,
    status.last_audited_on,
    status.next_audit_due_on,
    status.open_findings,
    status.standing,
    status.rules
from named_status as status
left join subcontracts($at_seq::bigint) as subcontract on status.engagement_id = subcontract.id
where status.organisation_id = $organisation::varchar
order by
    status.is_live desc,
    case status.standing when 'breach' then 1 when 'needs_action' then 2 else 3 end,
    status.contract_number,
    status.tier,
    status.engagement_id
