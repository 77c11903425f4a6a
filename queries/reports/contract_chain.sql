-- The chain of one contract ($contract: its id): its engagements with their oversight status, each with its work.
select
    status.engagement_id,
    status.contract_id,
    status.parent_id,
    status.tier,
    status.organisation_id,
    status.organisation,
    status.parent_organisation,
    coalesce(subcontract.work, contract.title) as work,
    status.data_class,
    status.handles_personal,
    status.starts_on,
    status.ends_on,
    status.is_begun,
    status.is_live,
    status.needs_permission,
    status.permission_state,
    status.grounded,
    status.permitted_on,
    status.permitted_until_on,
    status.confirmation_state,
    status.confirmed_on,
    status.confirmation_until_on,
    status.audit_state,
    status.last_audited_on,
    status.next_audit_due_on,
    status.open_findings,
    status.overdue_findings,
    status.standing,
    status.rules,
    subcontract.origin
from named_status as status
left join subcontracts($at_seq::bigint) as subcontract
    on status.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
left join contracts($at_seq::bigint) as contract
    on status.engagement_id = contract.id and contract.id = $contract::varchar
where status.contract_id = $contract::varchar
order by status.tier, status.organisation, status.engagement_id
