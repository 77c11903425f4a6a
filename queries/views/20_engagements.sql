-- Who does which entrusted work at which tier, with the permission each link rests on: one row an engagement
-- (tier 1 is the contract itself), as of as_of, as known at at_seq. What has ended is judged at its end.
-- Permission is not required only where no personal data is handled and the contract does not restrict
-- subcontracting, or where nothing is entrusted at all (PPC Q3-12): there the business handles no personal data for the
-- office. An unknown data class counts as personal data. Source: 番号法10条1項, 2項.
create or replace macro engagements(as_of, at_seq, scope) as table
with recursive contract as (
    select
        id, number, section, organisation_id, starts_on, policy, audit_interval_months,
        -- Null unless the contract is said to have ended.
        case when stage = 'ended' then least(ends_on, ended_day(stage, ended_on, staged_at)) end as closed_on,
        coalesce(closed_on, ends_on) as ends_on,
        coalesce(stage = 'selecting', false) as is_selecting,
        coalesce(data_class, 'unknown') as data_class,
        coalesce(entrustment, 'entrusted') = 'entrusted' as is_entrusted,
        coalesce(policy, 'unknown') <> 'unrestricted' as is_restricted
    from contracts_of_day(as_of, at_seq)
    where scope is null or id = scope
),

link as materialized (
    select
        subcontract.id as engagement_id,
        subcontract.contract_id,
        subcontract.parent_id,
        subcontract.organisation_id,
        subcontract.data_class,
        coalesce(subcontract.actual_started_on, subcontract.starts_on) as starts_on,
        subcontract.actual_ended_on,
        subcontract.ends_on,
        -- What was asked for begins when it is permitted or when somebody records that it did; its planned day proves
        -- nothing.
        subcontract.origin is not distinct from 'requested' and subcontract.actual_started_on is null as is_planned,
        contract.is_entrusted,
        contract.is_restricted,
        permission.* exclude (engagement_id)
    from subcontracts(at_seq) as subcontract
    inner join contract on subcontract.contract_id = contract.id
    left join permissions(as_of, at_seq, scope) as permission on subcontract.id = permission.engagement_id
),

-- What each tier takes from those above it. It carries no more than that: the rest is joined once, below.
chain as (
    select
        id as engagement_id,
        organisation_id,
        null::varchar as parent_organisation_id,
        1 as tier,
        data_class,
        ends_on,
        -- The day on which it really ended, and all that is part of it.
        closed_on,
        least(as_of, ends_on) as seen_on,
        -- The first end among this tier and those above it.
        ends_on as bound_on,
        null::date as upper_bound_on,
        -- The day from which on every tier above has been permitted without a break; null where none needs it.
        null::date as held_from_on,
        null::date as upper_held_from_on,
        -- Since when one of them had none before that day; null where it never had one.
        null::date as unheld_from_on,
        null::date as upper_unheld_from_on,
        false as needs_permission,
        'not_required' as permission_state,
        true as grounded,
        null::struct(
            id varchar, taken varchar, decided_on date, from_on date,
            run_from_on date, run_until_on date, run_stated_until_on date
        ) as permission,
        null::struct(id varchar, taken varchar, decided_on date, from_on date, until_on date)[] as to_come
    from contract
    union all
    select
        step.engagement_id,
        step.organisation_id,
        step.parent_organisation_id,
        step.tier,
        step.handled_class as data_class,
        step.over_on as ends_on,
        step.closed_on,
        step.judged_on as seen_on,
        least(step.over_on, step.upper_bound_on) as bound_on,
        step.upper_bound_on,
        case
            when step.is_needed then greatest(step.upper_held_from_on, (step.counted).run_from_on)
            else step.upper_held_from_on
        end as held_from_on,
        step.upper_held_from_on,
        case
            when step.is_needed and coalesce((step.counted).run_from_on >= step.upper_held_from_on, true)
                then (step.counted).run_gap_from_on
            else step.upper_unheld_from_on
        end as unheld_from_on,
        step.upper_unheld_from_on,
        step.is_needed as needs_permission,
        step.permission_state,
        step.parent_grounded
        and (not step.is_needed or step.permission_state in ('permitted', 'conditional')) as grounded,
        struct_pack(
            id := case when step.held is not null or not step.is_revoked then (step.counted).id end,
            taken := (step.counted).taken,
            decided_on := (step.counted).decided_on,
            from_on := (step.counted).from_on,
            run_from_on := (step.counted).run_from_on,
            run_until_on := (step.counted).run_until_on,
            run_stated_until_on := (step.counted).run_stated_until_on
        ) as permission,
        list_transform(
            list_filter(step.yet_to_begin, lambda one: one.id <> (step.counted).id),
            lambda one: struct_pack(
                id := one.id,
                taken := one.taken,
                decided_on := one.decided_on,
                from_on := one.from_on,
                until_on := one.run_until_on
            )
        ) as to_come
    from (
        select
            *,
            -- Of several permissions in force the one decided last counts; else the last that began, else one to come.
            coalesce(held, begun, yet_to_begin[-1], grants[-1]) as counted,
            coalesce(held is null and (counted).revoked_on <= judged_on, false) as is_revoked,
            case
                when held is not null and coalesce(judged_on <= upper_bound_on, true) then (held).outcome
                when begun is null and len(yet_to_begin) > 0 then (counted).outcome
                when is_pending then 'requested'
                when is_revoked then 'revoked'
                when begun is not null then 'lapsed'
                when last_outcome = 'refused' then 'refused'
                when last_outcome = 'returned' and not is_withdrawn then 'requested'
                when not is_needed then 'not_required'
                when is_withdrawn then 'withdrawn'
                else 'none'
            end as permission_state
        from (
            select
                *,
                is_entrusted and (handled_class <> 'none' or is_restricted) as is_needed,
                list_filter(
                    grants, lambda one: one.from_on <= judged_on and one.until_on >= judged_on
                )[-1] as held,
                list_filter(grants, lambda one: one.from_on <= judged_on)[-1] as begun,
                list_filter(
                    grants, lambda one: one.from_on > judged_on and one.until_on >= one.from_on
                ) as yet_to_begin
            from (
                select
                    link.*,
                    parent.organisation_id as parent_organisation_id,
                    parent.tier + 1 as tier,
                    coalesce(link.data_class, parent.data_class) as handled_class,
                    -- Work that ends at no day of its own ends with what it is part of; what really ended, ends all of
                    -- its parts.
                    coalesce(
                        link.actual_ended_on, least(coalesce(link.ends_on, parent.ends_on), parent.closed_on)
                    ) as over_on,
                    least(link.actual_ended_on, parent.closed_on) as closed_on,
                    least(as_of, over_on) as judged_on,
                    parent.grounded as parent_grounded,
                    parent.bound_on as upper_bound_on,
                    parent.held_from_on as upper_held_from_on,
                    parent.unheld_from_on as upper_unheld_from_on
                from chain as parent
                inner join link on parent.engagement_id = link.parent_id
                where parent.tier < 100
            )
        )
    ) as step
),

place as (
    select
        id as engagement_id,
        id as contract_id,
        null::varchar as parent_id,
        starts_on,
        false as is_planned,
        false as awaits_start,
        null::date as first_permitted_on,
        null::date as last_permitted_on,
        null::date as elsewhere_until_on
    from contract
    union all
    select
        engagement_id,
        contract_id,
        parent_id,
        starts_on,
        is_planned,
        is_planned and awaits_start as awaits_start,
        first_permitted_on,
        last_permitted_on,
        elsewhere_until_on
    from link
)

select
    chain.engagement_id,
    place.contract_id,
    contract.number as contract_number,
    contract.section,
    contract.policy,
    chain.tier,
    place.parent_id,
    chain.organisation_id,
    chain.parent_organisation_id,
    chain.data_class,
    contract.is_entrusted and chain.data_class <> 'none' as handles_personal,
    contract.is_entrusted and chain.data_class = 'spi' as handles_spi,
    contract.is_entrusted and chain.data_class = 'unknown' as is_data_presumed,
    place.starts_on,
    chain.ends_on,
    chain.seen_on,
    chain.upper_bound_on,
    chain.upper_held_from_on,
    chain.upper_unheld_from_on,
    -- A contract without a day that is still being awarded has not begun.
    coalesce(place.starts_on <= as_of, chain.tier > 1 or not contract.is_selecting)
    and not (
        place.is_planned
        and chain.needs_permission
        and chain.permission_state not in ('permitted', 'conditional')
        -- Was it ever permitted, to whomever, on or after the planned day?
        and coalesce(
            greatest(place.last_permitted_on, place.elsewhere_until_on) < place.starts_on,
            coalesce(place.last_permitted_on, place.elsewhere_until_on) is null
        )
    )
    -- What is permitted in advance begins when that is reported, as was agreed.
    and not coalesce(place.awaits_start, false) as is_begun,
    is_begun and coalesce(chain.ends_on >= as_of, true) as is_live,
    chain.needs_permission,
    chain.permission_state,
    chain.grounded,
    (chain.permission).id as grant_id,
    (chain.permission).taken as grant_taken,
    (chain.permission).decided_on as permitted_on,
    (chain.permission).from_on as permitted_from_on,
    (chain.permission).run_until_on as permitted_until_on,
    -- Whatever was revoked of it.
    (chain.permission).run_stated_until_on as granted_until_on,
    place.first_permitted_on,
    place.elsewhere_until_on is not null as is_permitted_elsewhere,
    coalesce(place.awaits_start, false) as awaits_start,
    chain.to_come,
    contract.audit_interval_months
from chain
inner join place on chain.engagement_id = place.engagement_id
inner join contract on place.contract_id = contract.id;
