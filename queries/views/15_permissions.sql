-- What was asked and decided for each subcontract up to as_of, as known at at_seq: one row an engagement, with its
-- permissions in the order of their decision. Which of them is in force is judged where the period of the work is known.
create or replace macro permissions(as_of, at_seq, scope) as table
with decided as (
    select
        engagement_id,
        max(decided_on) as decided_on,
        arg_max(outcome, day_order(decided_on, seq_from)) as last_outcome
    from permission_decisions(at_seq)
    where (scope is null or contract_id = scope) and decided_on <= as_of and decided_for = 'office'
    group by engagement_id
),

given as (
    select
        engagement_id,
        from_on,
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

-- One permission needs no list to be gathered and sorted.
permitted as (
    select engagement_id, from_on as first_permitted_on, [what] as grants
    from given
    where is_only
    union all
    select engagement_id, min(from_on) as first_permitted_on, list(what order by position) as grants
    from given
    where not is_only
    group by engagement_id
),

asked as (
    select
        request.engagement_id,
        max(request.requested_on) filter (answer.request_id is null and not request.is_withdrawn) as pending_on,
        bool_or(answer.request_id is null and not request.is_withdrawn) as is_pending,
        bool_or(request.is_withdrawn) as is_withdrawn
    from (
        select id, engagement_id, requested_on, coalesce(withdrawn_on <= as_of, false) as is_withdrawn
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
    group by request.engagement_id
)

select
    coalesce(decided.engagement_id, asked.engagement_id) as engagement_id,
    decided.decided_on,
    decided.last_outcome,
    permitted.first_permitted_on,
    permitted.grants,
    asked.pending_on,
    coalesce(asked.is_pending, false) as is_pending,
    coalesce(asked.is_withdrawn, false) as is_withdrawn
from decided
full join asked on decided.engagement_id = asked.engagement_id
left join permitted on decided.engagement_id = permitted.engagement_id;
