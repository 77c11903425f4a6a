-- What was asked and decided under one contract ($contract: its id) up to as_of, newest first: a row a request or a
-- decision.
with step as (
    select
        id,
        engagement_id,
        'request' as step,
        requested_on as dated_on,
        number,
        request_type as what,
        applicant as who,
        wanted_from_on as from_on,
        ends_on as until_on,
        id as request_id,
        null::varchar as taken,
        seq_from
    from permission_requests($at_seq::bigint)
    where contract_id = $contract::varchar and (requested_on is null or requested_on <= $as_of::date)
    union all by name
    select
        id,
        engagement_id,
        'decision' as step,
        decided_on as dated_on,
        document_number as number,
        case when coalesce(revoked_on <= $as_of::date, false) then 'revoked' else outcome end as what,
        decided_by as who,
        valid_from_on as from_on,
        valid_until_on as until_on,
        request_id,
        taken,
        seq_from
    from permission_decisions($at_seq::bigint)
    where contract_id = $contract::varchar and decided_on <= $as_of::date
)

select
    step.id,
    step.engagement_id,
    step.step,
    step.dated_on,
    step.number,
    step.what,
    step.who,
    step.from_on,
    step.until_on,
    step.request_id,
    step.taken,
    organisation.name as organisation,
    status.tier
from step
left join status on step.engagement_id = status.engagement_id and status.contract_id = $contract::varchar
left join subcontracts($at_seq::bigint) as subcontract
    on step.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
left join organisations($at_seq::bigint) as organisation on subcontract.organisation_id = organisation.id
order by step.dated_on desc nulls first, step.seq_from desc, step.id
