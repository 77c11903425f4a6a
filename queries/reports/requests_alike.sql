-- Which requests on file may be the one that is being recorded? Those that nobody has decided on yet for the same
-- organisation under the same engagement, and those that bear the same number, whatever became of them.
with answered as (
    select distinct request_id
    from permission_decisions($at_seq::bigint)
    where request_id is not null and outcome <> 'returned'
)

select
    request.id as request_id,
    request.number,
    request.requested_on,
    organisation.name as organisation
from permission_requests($at_seq::bigint) as request
join subcontracts($at_seq::bigint) as subcontract on request.engagement_id = subcontract.id
join organisations($at_seq::bigint) as organisation on subcontract.organisation_id = organisation.id
left join answered on request.id = answered.request_id
where
    request.withdrawn_on is null
    and (
        request.number = $number::varchar
        or (
            answered.request_id is null
            and subcontract.parent_id = $parent::varchar
            and subcontract.organisation_id = $organisation::varchar
        )
    )
order by request.requested_on desc nulls last, request.seq_from desc, request.id
