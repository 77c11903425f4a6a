-- What does an organisation already do directly under an engagement? One row a subcontract on file, the latest first, with
-- the request on it that nobody has answered yet.
with unanswered as (
    select
        request.engagement_id,
        arg_max(request.id, (request.requested_on, request.seq_from)) as request_id
    from permission_requests($at_seq::bigint) as request
    anti join (
        select request_id from permission_decisions($at_seq::bigint) where outcome <> 'returned'
    ) as decision on request.id = decision.request_id
    where request.withdrawn_on is null
    group by request.engagement_id
)

select
    subcontract.id as engagement_id,
    subcontract.work,
    subcontract.starts_on,
    subcontract.ends_on,
    unanswered.request_id
from subcontracts($at_seq::bigint) as subcontract
left join unanswered on subcontract.id = unanswered.engagement_id
where
    subcontract.contract_id = $contract::varchar
    and subcontract.parent_id = $parent::varchar
    and subcontract.organisation_id = $organisation::varchar
order by subcontract.starts_on desc nulls last, subcontract.seq_from desc, subcontract.id
