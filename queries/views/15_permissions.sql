-- What was decided for each subcontract up to as_of, as known at at_seq: one row an engagement. answered_order: where the
-- last decision on no request on file stands (day_order), which answers what was asked before it. What was decided while
-- the work was elsewhere says nothing of it.
create or replace macro answers(as_of, at_seq, scope) as table
select
    decision.engagement_id,
    max(day_order(decision.decided_on, decision.decided_seq)) filter (
        decision.request_id is null and elsewhere.engagement_id is null
    ) as answered_order,
    arg_max(decision.outcome, day_order(decision.decided_on, decision.decided_seq)) filter (
        elsewhere.engagement_id is null
    ) as last_outcome
from permission_decisions(at_seq) as decision
left join tiers_elsewhere(at_seq, scope) as elsewhere
    on decision.engagement_id = elsewhere.engagement_id
    and decision.decided_seq >= elsewhere.seq_from
    and decision.decided_seq < elsewhere.seq_to
where
    (scope is null or decision.contract_id = scope)
    and decision.decided_on <= as_of
    and decision.decided_for = 'office'
group by decision.engagement_id;

-- Was a request asked after that? One without a day waits in any case.
create or replace macro is_unanswered(requested_on, asked_seq, answered_order) as
    coalesce(day_order(requested_on, asked_seq) > answered_order, true);

-- The requests that are open on as_of, as known at at_seq: neither withdrawn nor answered, by a decision on them or on no
-- request on file, and not asked later. One row a request; one that carries no day of its own waits to be filed. answer:
-- the last decision on it (it can only be that it was sent back), answer_seq: the entry that recorded that.
create or replace macro open_requests(as_of, at_seq, scope) as table
with answer as (
    select
        request_id,
        arg_max(outcome, decided_seq) as outcome,
        max(decided_seq) as seq_from
    from permission_decisions(at_seq)
    where
        request_id is not null
        and decided_for = 'office'
        and decided_on <= as_of
        and (scope is null or contract_id = scope)
    group by request_id
)

select
    request.*,
    answer.outcome as answer,
    answer.seq_from as answer_seq
from permission_requests(at_seq) as request
left join answer on request.id = answer.request_id
left join answers(as_of, at_seq, scope) as decided on request.engagement_id = decided.engagement_id
where
    (scope is null or request.contract_id = scope)
    and (request.requested_on is null or request.requested_on <= as_of)
    and not coalesce(request.withdrawn_on <= as_of, false)
    and (answer.outcome is null or answer.outcome = 'returned')
    and is_unanswered(request.requested_on, request.asked_seq, decided.answered_order);

-- What was asked and decided for each subcontract up to as_of, as known at at_seq: one row an engagement, with its
-- permissions in the order of their decision. Which of them is in force is judged where the period of the work is known.
-- What was asked or decided while the work was elsewhere says nothing of it, except that the work itself was permitted
-- then, and until when (elsewhere_until_on).
create or replace macro permissions(as_of, at_seq, scope) as table
with decided as (
    from answers(as_of, at_seq, scope)
),

given as (
    select
        engagement_id,
        from_on,
        until_on,
        position,
        is_only,
        is_elsewhere,
        awaits_start,
        struct_pack(
            id := id,
            outcome := outcome,
            taken := taken,
            decided_on := decided_on,
            from_on := from_on,
            until_on := coalesce(until_on, date '9999-12-31'),
            revoked_on := revoked_on,
            run_from_on := run_from_on,
            run_until_on := run_until_on,
            run_stated_until_on := run_stated_until_on,
            run_gap_from_on := run_gap_from_on
        ) as what
    from grants(as_of, at_seq, scope)
),

-- One permission needs no list to be gathered and sorted. One that was revoked before it began was never in force.
permitted as (
    select
        engagement_id,
        case when coalesce(until_on >= from_on, true) then from_on end as first_permitted_on,
        case when coalesce(until_on >= from_on, true) then coalesce(until_on, date '9999-12-31') end as last_permitted_on,
        awaits_start,
        [what] as grants
    from given
    where is_only and not is_elsewhere
    union all
    select
        engagement_id,
        min(from_on) filter (coalesce(until_on >= from_on, true)) as first_permitted_on,
        max(coalesce(until_on, date '9999-12-31')) filter (coalesce(until_on >= from_on, true)) as last_permitted_on,
        bool_and(awaits_start) as awaits_start,
        list(what order by position) as grants
    from given
    where not is_only
    group by engagement_id
),

permitted_elsewhere as (
    select
        engagement_id,
        max(coalesce(until_on, date '9999-12-31')) as until_on
    from given
    where is_elsewhere and coalesce(until_on >= from_on, true)
    group by engagement_id
),

asked as (
    select
        request.engagement_id,
        bool_or(
            answer.request_id is null
            and not request.is_withdrawn
            and is_unanswered(request.requested_on, request.asked_seq, decided.answered_order)
        ) as is_pending,
        arg_max(request.is_withdrawn, day_order(coalesce(request.requested_on, as_of), request.seq_from)) as is_withdrawn
    from (
        select
            id,
            engagement_id,
            requested_on,
            asked_seq,
            seq_from,
            coalesce(withdrawn_on <= as_of, false) as is_withdrawn
        from permission_requests(at_seq)
        where (scope is null or contract_id = scope) and (requested_on is null or requested_on <= as_of)
    ) as request
    left join tiers_elsewhere(at_seq, scope) as elsewhere
        on request.engagement_id = elsewhere.engagement_id
        and request.asked_seq >= elsewhere.seq_from
        and request.asked_seq < elsewhere.seq_to
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
    where elsewhere.engagement_id is null
    group by request.engagement_id
)

select
    coalesce(decided.engagement_id, asked.engagement_id) as engagement_id,
    decided.last_outcome,
    permitted.first_permitted_on,
    permitted.last_permitted_on,
    coalesce(permitted.awaits_start, false) as awaits_start,
    permitted_elsewhere.until_on as elsewhere_until_on,
    permitted.grants,
    coalesce(asked.is_pending, false) as is_pending,
    coalesce(asked.is_withdrawn, false) as is_withdrawn
from decided
full join asked on decided.engagement_id = asked.engagement_id
left join permitted on decided.engagement_id = permitted.engagement_id
left join permitted_elsewhere on decided.engagement_id = permitted_elsewhere.engagement_id;
