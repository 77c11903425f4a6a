-- The findings up to as_of and how far their correction has come, one row each.
select
    finding.number,
    finding.source,
    audit.number as audit_number,
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    finding.section,
    finding.finding_class,
    finding.severity,
    finding.item_code,
    finding.content,
    finding.basis,
    finding.found_on,
    finding.owner,
    finding.plan,
    finding.due_on,
    finding.state,
    finding.reported_on,
    finding.verified_on,
    finding.verified_by,
    finding.verified_how,
    finding.lateral_check,
    finding.is_recurrence,
    finding.id as finding_id
from findings($at_seq::bigint) as finding
left join audits($at_seq::bigint) as audit on finding.audit_id = audit.id
left join status on finding.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on finding.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on finding.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where finding.found_on is null or finding.found_on <= $as_of::date
order by finding.found_on nulls last, finding.number, finding.id
