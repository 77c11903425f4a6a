-- The findings under one contract ($contract: its id) up to as_of, the open ones first, then by due date.
select
    finding.id,
    finding.engagement_id,
    finding.audit_id,
    organisation.name as organisation,
    finding.number,
    finding.finding_class,
    finding.severity,
    finding.content,
    finding.found_on,
    finding.owner,
    finding.due_on,
    finding.state,
    finding.verified_on,
    is_finding_closed(finding.state, finding.verified_on, $as_of::date) as is_closed,
    not is_closed and coalesce(finding.due_on < $as_of::date, false) as is_overdue
from findings($at_seq::bigint) as finding
left join contracts($at_seq::bigint) as contract
    on finding.engagement_id = contract.id and contract.id = $contract::varchar
left join subcontracts($at_seq::bigint) as subcontract
    on finding.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where
    finding.contract_id = $contract::varchar
    and (finding.found_on is null or finding.found_on <= $as_of::date)
order by is_closed, finding.due_on nulls last, finding.seq_from, finding.id
