-- The contracts as a register, one row each, with their own standing and that of the worst engagement under them.
-- Filters, each null for no condition: section, data_class, policy, standing, the ids a search found, and the period
-- (from_on, until_on) in which the contract must run for at least a day, or the day (ended_before) before which its term
-- ended.
with chain as (
    select
        contract_id,
        count(*) filter (tier > 1) as subcontracts,
        count(*) filter (
            tier > 1 and needs_permission and is_begun
            and permission_state not in ('permitted', 'conditional', 'not_required')
        ) as unpermitted,
        bool_or(is_begun) as is_begun
    from status
    group by contract_id
),

broken as (
    select contract_id, count(distinct rule) as rules, bool_or(level = 'breach') as is_breach
    from hit
    group by contract_id
),

declared as (
    select contract_id, max(declared_on) as declared_on
    from declarations($as_of::date, $at_seq::bigint, null)
    group by contract_id
),

contract as (
    select
        contract.id,
        contract.number,
        contract.title,
        contract.section,
        organisation.name as organisation,
        contract.starts_on,
        contract.ends_on,
        contract.stage,
        contract.data_class,
        contract.policy,
        declared.declared_on as none_declared_on,
        coalesce(chain.subcontracts, 0) as subcontracts,
        coalesce(chain.unpermitted, 0) as unpermitted,
        coalesce(broken.rules, 0) as rules,
        case
            when broken.is_breach then 'breach'
            when broken.contract_id is not null then 'needs_action'
            when not chain.is_begun then 'not_begun'
            else 'in_order'
        end as standing
    from contracts_of_day($as_of::date, $at_seq::bigint) as contract
    left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
    left join chain on contract.id = chain.contract_id
    left join broken on contract.id = broken.contract_id
    left join declared on contract.id = declared.contract_id
)

select
    id, number, title, section, organisation, starts_on, ends_on, stage, data_class, policy, none_declared_on,
    subcontracts, unpermitted, rules, standing
from contract
where
    ($section::varchar is null or section = $section::varchar)
    and ($data_class::varchar is null or coalesce(data_class, 'unknown') = $data_class::varchar)
    and ($policy::varchar is null or coalesce(policy, 'unknown') = $policy::varchar)
    and ($standing::varchar is null or standing = $standing::varchar)
    and ($ids::varchar[] is null or id in (select unnest($ids::varchar[])))
    and ($from_on::date is null or coalesce(ends_on >= $from_on::date, true))
    and ($until_on::date is null or coalesce(starts_on <= $until_on::date, true))
    and ($ended_before::date is null or ends_on < $ended_before::date)
order by number, id
