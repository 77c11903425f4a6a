-- Was one request ($request: its id) made while the work was with another organisation, or under another tier, than now?
select
    request.id as request_id,
    elsewhere.engagement_id is not null as is_elsewhere
from permission_requests($at_seq::bigint) as request
left join tiers_elsewhere($at_seq::bigint, null::varchar) as elsewhere
    on request.engagement_id = elsewhere.engagement_id
    and request.asked_seq >= elsewhere.seq_from
    and request.asked_seq < elsewhere.seq_to
where request.id = $request::varchar
order by request.id
