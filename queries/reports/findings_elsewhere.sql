-- Where the same as a finding may stand ($finding: its id): the contracts under way of the same organisation, of the same
-- section or of the same category of work, whose check is not on record yet; one row a contract, the likeliest first.
with found as (
    select
        finding.id,
        coalesce(finding.contract_id, '') as contract_id,
        coalesce(contract.section, finding.section) as section,
        contract.category,
        coalesce(subcontract.organisation_id, contract.organisation_id) as organisation_id,
        list_transform(coalesce(finding.lateral_checks, []), lambda checked: checked.contract_id) as checked
    from findings($at_seq::bigint) as finding
    left join contracts($at_seq::bigint) as contract on finding.contract_id = contract.id
    left join subcontracts($at_seq::bigint) as subcontract on finding.engagement_id = subcontract.id
    where finding.id = $finding::varchar
)

select
    contract.id as contract_id,
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    organisation.name as organisation,
    coalesce(found.organisation_id in (select work.organisation_id from status as work where work.contract_id = contract.id), false)
        as is_same_organisation,
    coalesce(contract.category = found.category, false) as is_same_category,
    coalesce(contract.section = found.section, false) as is_same_section
from found
inner join contracts($at_seq::bigint) as contract on contract.id <> found.contract_id
inner join status on contract.id = status.engagement_id and status.is_live and status.handles_personal
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
where
    (is_same_organisation or is_same_category or is_same_section)
    and not list_contains(found.checked, contract.id)
order by is_same_organisation desc, is_same_category desc, is_same_section desc, contract.number, contract.id
limit $row_limit::bigint
