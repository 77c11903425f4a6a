-- What was asked for one engagement? The latest first.
select
    id as request_id,
    revision,
    number,
    request_type,
    requested_on,
    applicant,
    opinion is not null as has_opinion,
    withdrawn_on
from permission_requests($at_seq::bigint)
where engagement_id = $engagement::varchar and (requested_on is null or requested_on <= $as_of::date)
order by requested_on desc nulls last, seq_from desc, id
