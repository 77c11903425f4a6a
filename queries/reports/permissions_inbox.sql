-- Which requests to subcontract are open, and what does each wait for? One row a request, the longest waiting first.
-- step: confirmation (of how the data is handled) → opinion (of the officer) → decision; returned: with the applicant;
-- elsewhere: asked while the work was with another organisation, or under another tier, than now.
with answer as (
    select
        request_id,
        arg_max(outcome, decided_seq) as outcome,
        max(decided_seq) as seq_from
    from permission_decisions($at_seq::bigint)
    where request_id is not null and decided_for = 'office' and decided_on <= $as_of::date
    group by request_id
)

select
    request.id as request_id,
    request.engagement_id,
    request.number,
    request.requested_on,
    request.applicant,
    status.contract_id,
    status.contract_number,
    status.contract_title,
    status.section,
    status.tier,
    status.organisation,
    status.data_class,
    status.confirmation_state,
    case
        when elsewhere.engagement_id is not null then 'elsewhere'
        when answer.outcome = 'returned' and answer.seq_from > request.seq_from then 'returned'
        when status.handles_personal and (status.confirmation_state <> 'positive' or list_contains(status.rules, 'R31'))
            then 'confirmation'
        when request.opinion is null then 'opinion'
        else 'decision'
    end as step,
    $as_of::date - request.requested_on as days_waiting
from permission_requests($at_seq::bigint) as request
inner join named_status as status on request.engagement_id = status.engagement_id
left join answer on request.id = answer.request_id
left join tiers_elsewhere($at_seq::bigint, null::varchar) as elsewhere
    on request.engagement_id = elsewhere.engagement_id
    and request.asked_seq >= elsewhere.seq_from
    and request.asked_seq < elsewhere.seq_to
where
    (request.requested_on is null or request.requested_on <= $as_of::date)
    and not coalesce(request.withdrawn_on <= $as_of::date, false)
    and (answer.outcome is null or answer.outcome = 'returned')
    and ($section::varchar is null or status.section = $section::varchar)
order by request.requested_on nulls first, request.id
