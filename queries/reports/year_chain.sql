-- What of some contracts ($contracts: their ids) goes on into a new year (goes_on): one row an engagement, the tier above
-- first. A subcontract goes on only where its tier above does. carried_to: the number under which a contract was carried
-- over before.
with successor as (
    select previous_id as contract_id, min(number) as number
    from contracts($at_seq::bigint)
    where previous_id is not null
    group by previous_id
),

applicant as (
    select engagement_id, arg_max(applicant, day_order(requested_on, seq_from)) as applicant
    from permission_requests($at_seq::bigint)
    where applicant is not null and requested_on is not null
    group by engagement_id
)

select
    chain.engagement_id,
    chain.contract_id,
    chain.parent_id,
    chain.tier,
    chain.needs_permission,
    chain.section,
    applicant.applicant,
    successor.number as carried_to
from (
    with recursive chain as (
        select
            engagement_id,
            contract_id,
            null::varchar as parent_id,
            1 as tier,
            false as needs_permission,
            section,
            ends_on
        from status
        where tier = 1 and engagement_id in (select unnest($contracts::varchar[]))
        union all
        select
            status.engagement_id,
            status.contract_id,
            status.parent_id,
            status.tier,
            status.needs_permission,
            status.section,
            parent.ends_on
        from chain as parent
        inner join status on parent.engagement_id = status.parent_id
        where goes_on(status.grounded, status.is_begun, status.ends_on, parent.ends_on)
    )

    select engagement_id, contract_id, parent_id, tier, needs_permission, section from chain
) as chain
left join applicant on chain.engagement_id = applicant.engagement_id
left join successor on chain.engagement_id = successor.contract_id
order by chain.tier, chain.contract_id, chain.engagement_id
