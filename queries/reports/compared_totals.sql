-- One side of a comparison in numbers, each under the name that the comparison gives it. What lacks something is counted
-- while the work is under way, as on the overview.
with work as (
    select
        tier,
        is_live,
        needs_permission and permission_state not in ('permitted', 'conditional') as is_unpermitted,
        handles_personal and confirmation_state <> 'positive' as is_unconfirmed,
        audit_state,
        standing
    from status
    where ($contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[])))
),

counted as (
    select
        count(*) filter (tier = 1 and is_live) as contracts,
        count(*) filter (tier > 1 and is_live) as subcontracts,
        count(*) filter (tier > 1 and is_live and is_unpermitted) as unpermitted,
        count(*) filter (tier > 1 and is_live and is_unconfirmed) as unconfirmed,
        count(*) filter (tier > 1 and is_live and audit_state = 'never') as unaudited,
        count(*) filter (tier > 1 and is_live and audit_state = 'overdue') as overdue,
        count(*) filter (is_live and standing = 'breach') as breach,
        count(*) filter (is_live and standing = 'needs_action') as needs_action
    from work
),

remedied as (
    select count(*) as open_findings
    from findings($at_seq::bigint)
    where
        (found_on is null or found_on <= $as_of::date)
        and not is_finding_closed(state, verified_on, $as_of::date)
        and ($contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[])))
),

found as (
    select count(*) as hits
    from hit
    where ($contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[])))
)

select
    counted.contracts,
    counted.subcontracts,
    counted.unpermitted,
    counted.unconfirmed,
    counted.unaudited,
    counted.overdue,
    counted.breach,
    counted.needs_action,
    remedied.open_findings,
    found.hits
from counted
cross join remedied
cross join found
order by counted.contracts
