-- What was asked and decided for each subcontract up to as_of, as known at at_seq: one row an engagement, with its
-- permissions in the order of their decision. Which of them is in force is judged where the period of the work is known.
create or replace macro permissions(as_of, at_seq, scope) as table
with decided as (
    select
        engagement_id,
        -- A decision on no request on file answers what was asked before it.
        max(decided_on) filter (request_id is null) as answered_on,
        arg_max(outcome, day_order(decided_on, decided_seq)) as last_outcome
    from permission_decisions(at_seq)
    where (scope is null or contract_id = scope) and decided_on <= as_of and decided_for = 'office'
    group by engagement_id
),

given as (
    select
        engagement_id,
        from_on,
        until_on,
        position,
        is_only,
        struct_pack(
            id := id,
            outcome := outcome,
            taken := taken,
            decided_on := decided_on,
            from_on := from_on,
            until_on := coalesce(until_on, date '9999-12-31'),
            revoked_on := revoked_on,
            run_from_on := run_from_on,
            run_until_on := run_until_on
        ) as what
    from grants(as_of, at_seq, scope)
),

-- One permission needs no list to be gathered and sorted. One that was revoked before it began was never in force.
permitted as (
    select
        engagement_id,
        case when coalesce(until_on >= from_on, true) then from_on end as first_permitted_on,
        case when coalesce(until_on >= from_on, true) then coalesce(until_on, date '9999-12-31') end as last_permitted_on,
        [what] as grants
    from given
    where is_only
    union all
    select
        engagement_id,
        min(from_on) filter (coalesce(until_on >= from_on, true)) as first_permitted_on,
        max(coalesce(until_on, date '9999-12-31')) filter (coalesce(until_on >= from_on, true)) as last_permitted_on,
        list(what order by position) as grants
    from given
    where not is_only
    group by engagement_id
),

asked as (
    select
        request.engagement_id,
        bool_or(
            answer.request_id is null
            and not request.is_withdrawn
            and coalesce(request.requested_on >= decided.answered_on, true)
        ) as is_pending,
        arg_max(request.is_withdrawn, day_order(coalesce(request.requested_on, as_of), request.seq_from)) as is_withdrawn
    from (
        select id, engagement_id, requested_on, seq_from, coalesce(withdrawn_on <= as_of, false) as is_withdrawn
        from permission_requests(at_seq)
        where (scope is null or contract_id = scope) and (requested_on is null or requested_on <= as_of)
    ) as request
    left join (
        select distinct request_id
        from permission_decisions(at_seq)
        where
            (scope is null or contract_id = scope)
            and decided_on <= as_of
            and decided_for = 'office'
            and request_id is not null
            and outcome <> 'returned'
    ) as answer on request.id = answer.request_id
    left join decided on request.engagement_id = decided.engagement_id
    group by request.engagement_id
)

select
    coalesce(decided.engagement_id, asked.engagement_id) as engagement_id,
    decided.last_outcome,
    permitted.first_permitted_on,
    permitted.last_permitted_on,
    permitted.grants,
    coalesce(asked.is_pending, false) as is_pending,
    coalesce(asked.is_withdrawn, false) as is_withdrawn
from decided
full join asked on decided.engagement_id = asked.engagement_id
left join permitted on decided.engagement_id = permitted.engagement_id;
