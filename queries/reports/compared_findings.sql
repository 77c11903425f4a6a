-- One side of a comparison: every finding made by as_of, and whether it was closed by then. One that was closed later was
-- being corrected.
select
    id as record_id,
    contract_id,
    coalesce(engagement_id, contract_id) as engagement_id,
    section,
    number,
    content as called,
    found_on as known_on,
    is_finding_closed(state, verified_on, $as_of::date) as is_closed,
    case when is_closed then verified_on end as closed_on,
    case when closes_finding(state) and not is_closed then 'under_way' else coalesce(state, 'open') end as state
from findings($at_seq::bigint)
where
    (found_on is null or found_on <= $as_of::date)
    and ($contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[])))
order by id
