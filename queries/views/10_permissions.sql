-- What was asked and decided for each subcontract up to as_of, as known at at_seq: one row an engagement.
-- Only the office's own decisions count (R02). Whether a grant still holds, or was revoked while the work went on, is
-- judged where the period is known.
create or replace macro permissions(as_of, at_seq, scope) as table
with request as (
    select id, engagement_id, requested_on, withdrawn_on, seq_from
    from permission_requests(at_seq)
    where (scope is null or contract_id = scope) and (requested_on is null or requested_on <= as_of)
),

decision as (
    select
        engagement_id,
        id,
        request_id,
        outcome,
        decided_on,
        outcome in ('permitted', 'conditional') as is_grant,
        -- A permission counts from its own date, and not before the day it names.
        greatest(decided_on, valid_from_on) as counts_from_on,
        struct_pack(
            id := id,
            outcome := outcome,
            decided_on := decided_on,
            taken := taken,
            until_on := valid_until_on,
            revoked_on := revoked_on
        ) as what,
        -- One sortable number: the day, then the order of recording.
        (decided_on - date '1900-01-01') * 1000000000000 + seq_from as position
    from permission_decisions(at_seq)
    where (scope is null or contract_id = scope) and decided_on <= as_of and decided_for = 'office'
),

-- The last grant takes the place of those before it: with it they are renewed, narrowed or revoked.
decided as (
    select
        engagement_id,
        max(decided_on) as decided_on,
        arg_max(outcome, position) as last_outcome,
        min(counts_from_on) filter (is_grant) as first_permitted_on,
        arg_max(what, position) filter (is_grant) as last_grant
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
    decided.first_permitted_on,
    decided.last_grant.revoked_on as revoked_on,
    decided.last_grant.id as grant_id,
    decided.last_grant.outcome as grant_outcome,
    decided.last_grant.taken as grant_taken,
    decided.last_grant.decided_on as permitted_on,
    decided.last_grant.until_on as permitted_until_on,
    asked.pending_on,
    coalesce(asked.is_pending, false) as is_pending,
    coalesce(asked.is_withdrawn, false) as is_withdrawn
from decided
full join asked on decided.engagement_id = asked.engagement_id;
