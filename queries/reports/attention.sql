-- What needs attention: every rule hit, worst first and among these oldest first; of one rule or contract, or of some contracts, if given.
-- An engagement that no chain connects to its contract (R35) has no tier and no state, but is listed all the same.
-- is_over: the work has ended, and what the rule finds with it.
select
    hit.rule,
    hit.level,
    hit.engagement_id,
    hit.contract_id,
    hit.subject_kind,
    hit.subject_id,
    contract.number as contract_number,
    contract.title as contract_title,
    coalesce(contract.section, finding.section) as section,
    organisation.name as organisation,
    organisation.corporate_number,
    status.tier,
    coalesce(status.data_class, subcontract.data_class) as data_class,
    status.is_live,
    coalesce(status.is_begun and not status.is_live, false) and not outlasts_work(hit.rule) as is_over,
    hit.since,
    hit.detail
from hit
left join status on hit.engagement_id = status.engagement_id
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on hit.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on hit.engagement_id = subcontract.id
left join findings($at_seq::bigint) as finding on hit.subject_kind = 'finding' and hit.subject_id = finding.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where
    ($rule::varchar is null or hit.rule = $rule::varchar)
    and ($contract::varchar is null or contract.number = $contract::varchar)
    and ($contracts::varchar[] is null or hit.contract_id in (select unnest($contracts::varchar[])))
order by
    case hit.level when 'breach' then 1 when 'overdue' then 2 else 3 end,
    hit.since nulls last,
    hit.rule,
    contract.number,
    hit.contract_id,
    status.tier nulls last,
    hit.engagement_id,
    hit.subject_id,
    hit.detail::varchar
