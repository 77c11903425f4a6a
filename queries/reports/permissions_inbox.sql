-- Which requests to subcontract are open, and what does each wait for? One row a request, the longest waiting first.
-- Which are open is said in queries/views/15_permissions.sql.
-- step: unfiled (no day on which it was asked for, such as carried over from the year before), else confirmation (of how
-- the data is handled) → opinion (of the officer) → decision; returned: with the applicant; elsewhere: asked while the
-- work was with another organisation, or under another tier, than now.
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
        when request.answer = 'returned' and request.answer_seq > request.seq_from then 'returned'
        when request.requested_on is null then 'unfiled'
        when status.handles_personal and (status.confirmation_state <> 'positive' or list_contains(status.rules, 'R31'))
            then 'confirmation'
        when request.opinion is null then 'opinion'
        else 'decision'
    end as step,
    $as_of::date - request.requested_on as days_waiting
from open_requests($as_of::date, $at_seq::bigint, null) as request
inner join named_status as status on request.engagement_id = status.engagement_id
left join tiers_elsewhere($at_seq::bigint, null::varchar) as elsewhere
    on request.engagement_id = elsewhere.engagement_id
    and request.asked_seq >= elsewhere.seq_from
    and request.asked_seq < elsewhere.seq_to
where
    $section::varchar is null or status.section = $section::varchar
order by request.requested_on nulls last, request.id
