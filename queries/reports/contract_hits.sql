-- The rules that one contract ($contract: its id) breaks, worst and oldest first, each with who is concerned.
-- An engagement that no chain connects to its contract has no tier, but is listed all the same.
select
    hit.rule,
    hit.level,
    hit.engagement_id,
    hit.contract_id,
    hit.subject_kind,
    hit.subject_id,
    hit.since,
    hit.data_class,
    hit.detail,
    organisation.name as organisation,
    status.tier
from hit
left join status on hit.engagement_id = status.engagement_id and status.contract_id = $contract::varchar
left join contracts($at_seq::bigint) as contract on hit.engagement_id = contract.id and contract.id = $contract::varchar
left join subcontracts($at_seq::bigint) as subcontract
    on hit.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where hit.contract_id = $contract::varchar
order by
    case hit.level when 'breach' then 1 when 'overdue' then 2 else 3 end,
    hit.since nulls last,
    hit.rule,
    status.tier nulls last,
    hit.engagement_id,
    hit.subject_id,
    hit.detail::varchar
