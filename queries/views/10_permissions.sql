-- What was asked and decided for each subcontract up to as_of, as known at at_seq: one row an engagement.
-- Only the office's own decisions count (R02). Whether a grant still holds is judged where the period is known.
create or replace macro permissions(as_of, at_seq, scope) as table
with request as (
    select id, engagement_id, requested_on, withdrawn_on, seq_from
    from permission_requests(at_seq)
    where (scope is null or contract_id = scope) and (requested_on is null or requested_on <= as_of)
),

decision as (
    select
        id, engagement_id, request_id, outcome, decided_on, seq_from, valid_until_on, revoked_on, taken,
        outcome in ('permitted', 'conditional') as is_grant,
        coalesce(revoked_on <= as_of, false) as is_revoked,
        -- One sortable number: the day, then the order of recording.
        (decided_on - date '1900-01-01') * 1000000000000 + seq_from as position
    from permission_decisions(at_seq)
    where (scope is null or contract_id = scope) and decided_on <= as_of and decided_for = 'office'
),

decided as (
    select
        engagement_id,
        max(decided_on) as decided_on,
        arg_max(outcome, position) as last_outcome,
        arg_max(is_revoked, position) as is_last_revoked,
        min(decided_on) filter (is_grant) as first_permitted_on,
        arg_max(id, position) filter (is_grant and not is_revoked) as grant_id,
        arg_max(outcome, position) filter (is_grant and not is_revoked) as grant_outcome,
        arg_max(decided_on, position) filter (is_grant and not is_revoked) as permitted_on,
        arg_max(taken, position) filter (is_grant and not is_revoked) as grant_taken,
        -- A grant without an end of its own holds as long as the engagement.
        nullif(
            max(coalesce(valid_until_on, date '9999-12-31')) filter (is_grant and not is_revoked), date '9999-12-31'
        ) as permitted_until_on
    from decision
    group by engagement_id
),

asked as (
    select
        request.engagement_id,
        max(request.requested_on) filter (answer.request_id is null and not request.is_withdrawn) as pending_on,
        bool_or(answer.request_id is null and not request.is_withdrawn) as is_pending,
        bool_or(request.is_withdrawn) as is_withdrawn
    from (select *, coalesce(withdrawn_on <= as_of, false) as is_withdrawn from request) as request
    left join (
        select distinct request_id from decision where request_id is not null and outcome <> 'returned'
    ) as answer on request.id = answer.request_id
    group by request.engagement_id
)

select
    coalesce(decided.engagement_id, asked.engagement_id) as engagement_id,
    decided.decided_on,
    decided.last_outcome,
    coalesce(decided.is_last_revoked, false) as is_last_revoked,
    decided.first_permitted_on,
    decided.grant_id,
    decided.grant_outcome,
    decided.grant_taken,
    decided.permitted_on,
    decided.permitted_until_on,
    asked.pending_on,
    coalesce(asked.is_pending, false) as is_pending,
    coalesce(asked.is_withdrawn, false) as is_withdrawn
from decided
full join asked on decided.engagement_id = asked.engagement_id;
