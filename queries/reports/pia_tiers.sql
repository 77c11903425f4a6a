-- Who handles SPI below the contracts under way on as_of: one row a subcontract that is permitted on that day, or at which
-- work goes on whether permitted or not. $file: one SPI file, '' for the contracts that name none, all if not given.
-- rested_on: the last complete confirmation dated on or before the decision that permits it.
with recursive former as (
    select id, previous_id as former_id
    from subcontracts($at_seq::bigint)
    where previous_id is not null
    union
    select former.id, subcontract.previous_id as former_id
    from former
    inner join subcontracts($at_seq::bigint) as subcontract on former.former_id = subcontract.id
    where subcontract.previous_id is not null
),

gone_on as (
    select id, list(former_id order by former_id) as former_ids
    from former
    group by id
),

placed as materialized (
    from engagements($as_of::date, $at_seq::bigint, null::varchar) where handles_spi
),

shown as (
    select
        tier.*,
        coalesce(
            tier.permission_state in ('permitted', 'conditional') and coalesce(tier.ends_on >= $as_of::date, true), false
        ) as is_permitted
    from placed as tier
    inner join placed as whole on tier.contract_id = whole.engagement_id
    inner join contracts($at_seq::bigint) as contract on tier.contract_id = contract.id
    where
        tier.tier > 1
        and whole.is_live
        and contract.data_class = 'spi'
        and ($file::varchar is null or coalesce(contract.spi_file, '') = $file::varchar)
),

rested as (
    select shown.engagement_id, max(confirmation.confirmed_on) as confirmed_on
    from shown
    inner join confirmations($as_of::date, $at_seq::bigint, null::varchar) as confirmation
        on shown.engagement_id = confirmation.engagement_id and shown.permitted_on >= confirmation.confirmed_on
    where confirmation.is_complete
    group by shown.engagement_id
)

select
    shown.engagement_id,
    shown.contract_id,
    shown.tier,
    shown.organisation_id,
    organisation.name as organisation,
    parent.name as parent_organisation,
    subcontract.work,
    shown.starts_on,
    shown.ends_on,
    shown.is_permitted,
    shown.is_live as is_working,
    shown.needs_permission,
    shown.permission_state,
    shown.permitted_on,
    shown.permitted_from_on,
    shown.permitted_until_on,
    decision.document_number,
    decision.decided_by,
    request.pia_impact,
    rested.confirmed_on as rested_on,
    gone_on.former_ids
from shown
inner join subcontracts($at_seq::bigint) as subcontract on shown.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation on shown.organisation_id = organisation.id
left join organisations($at_seq::bigint) as parent on shown.parent_organisation_id = parent.id
left join permission_decisions($at_seq::bigint) as decision on shown.grant_id = decision.id
left join permission_requests($at_seq::bigint) as request on decision.request_id = request.id
left join rested on shown.engagement_id = rested.engagement_id
left join gone_on on shown.engagement_id = gone_on.id
where shown.is_permitted or shown.is_live
order by shown.contract_id, shown.tier, organisation.name, shown.starts_on nulls last, shown.engagement_id
