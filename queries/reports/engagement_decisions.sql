-- What was decided on one engagement? The latest first.
select
    id as decision_id,
    revision,
    request_id,
    outcome,
    decided_on,
    decided_by,
    decided_for,
    taken,
    document_number,
    valid_until_on,
    notified_on,
    revoked_on,
    recorded_by,
    recorded_at,
    granted_seq,
    seq_from
from permission_decisions($at_seq::bigint)
where engagement_id = $engagement::varchar and decided_on <= $as_of::date
order by decided_on desc, seq_from desc, id
