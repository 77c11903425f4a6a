-- One side of a comparison: every incident known by as_of, and whether it was settled by then.
select
    incident.id as record_id,
    clock.contract_id,
    coalesce(clock.engagement_id, clock.contract_id) as engagement_id,
    null::varchar as section,
    incident.number,
    incident.title as called,
    clock.known_on,
    coalesce(incident.state = 'closed' and coalesce(incident.closed_on <= $as_of::date, true), false) as is_closed,
    case when is_closed then incident.closed_on end as closed_on,
    case
        when is_closed then 'closed'
        when clock.finally_reported_on is not null then 'finally_reported'
        when clock.first_reported_on is not null then 'first_reported'
        else 'open'
    end as state
from incident_clocks($as_of::date, $at_seq::bigint, null, 'status') as clock
inner join incidents($at_seq::bigint) as incident on clock.id = incident.id
inner join contracts_of_day($as_of::date, $at_seq::bigint) as contract on clock.contract_id = contract.id
left join status on clock.engagement_id = status.engagement_id
where ($contracts::varchar[] is null or clock.contract_id in (select unnest($contracts::varchar[])))
order by incident.id
