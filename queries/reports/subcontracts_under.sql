-- What does an organisation already do directly under an engagement? One row a subcontract on file, the latest first, with
-- the request on it that nobody has answered yet, and how many decisions on that were ever on file.
with unanswered as (
    select
        request.engagement_id,
        arg_max(request.id, (request.requested_on, request.seq_from)) as request_id
    from permission_requests($at_seq::bigint) as request
    anti join (
        select request_id
        from permission_decisions($at_seq::bigint)
        where outcome <> 'returned' and contract_id = $contract::varchar
    ) as decision on request.id = decision.request_id
    where request.withdrawn_on is null and request.contract_id = $contract::varchar
    group by request.engagement_id
),

decided as (
    select request_id, count(distinct id) as decisions
    from permission_decision
    where seq_from <= $at_seq::bigint and contract_id = $contract::varchar
    group by request_id
)

select
    subcontract.id as engagement_id,
    subcontract.work,
    subcontract.starts_on,
    subcontract.ends_on,
    unanswered.request_id,
    coalesce(decided.decisions, 0) as seen
from subcontracts($at_seq::bigint) as subcontract
left join unanswered on subcontract.id = unanswered.engagement_id
left join decided on unanswered.request_id = decided.request_id
where
    subcontract.contract_id = $contract::varchar
    and subcontract.parent_id = $parent::varchar
    and subcontract.organisation_id = $organisation::varchar
order by subcontract.starts_on desc nulls last, subcontract.seq_from desc, subcontract.id
