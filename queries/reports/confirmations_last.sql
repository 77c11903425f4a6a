-- What was last confirmed of one organisation, in whichever of its engagements? The latest item by item comes first,
-- because a new one begins with its answers; at most one row.
select
    confirmation.id as confirmation_id,
    confirmation.engagement_id,
    confirmation.confirmed_on,
    status.contract_number
from handling_confirmations($at_seq::bigint) as confirmation
inner join status on confirmation.engagement_id = status.engagement_id
-- What was confirmed before the work went to another organisation is not that one's.
inner join confirmations($as_of::date, $at_seq::bigint, null) as worth
    on confirmation.id = worth.id and worth.is_own and worth.changed_seq is null
where status.organisation_id = $organisation::varchar and confirmation.confirmed_on <= $as_of::date
order by
    len(coalesce(confirmation.items, [])) > 0 desc,
    confirmation.confirmed_on desc,
    confirmation.seq_from desc,
    confirmation.id
limit 1
