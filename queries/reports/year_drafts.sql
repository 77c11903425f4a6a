-- What was carried over into a fiscal year ($first_day to $last_day), of a section if one is given: one row an engagement,
-- each contract with its chain below it, beside how its handling was confirmed in the year before.
-- `found` is how many there are.
with former as (
    select id as engagement_id, previous_id
    from contracts($at_seq::bigint)
    where previous_id is not null
    union all
    select id as engagement_id, previous_id
    from subcontracts($at_seq::bigint)
    where previous_id is not null
)

select
    status.engagement_id,
    status.contract_id,
    status.contract_number,
    status.contract_title,
    status.section,
    status.organisation,
    status.tier,
    status.permission_state,
    status.confirmation_state,
    before.confirmed_on as confirmed_before_on,
    before.confirmation_state as confirmation_before,
    request.id as request_id,
    request.requested_on,
    count(*) over () as found
from former
inner join named_status as status on former.engagement_id = status.engagement_id
left join status as before on former.previous_id = before.engagement_id
left join (
    select engagement_id, arg_max(id, seq_from) as id, arg_max(requested_on, seq_from) as requested_on
    from permission_requests($at_seq::bigint)
    group by engagement_id
) as request on status.engagement_id = request.engagement_id
where
    status.starts_on between $first_day::date and $last_day::date
    and ($section::varchar is null or status.section = $section::varchar)
order by status.section nulls last, status.contract_number, status.contract_id, status.tier, status.engagement_id
limit $row_limit::bigint
