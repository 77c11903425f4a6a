-- Which entries of the journal up to at_seq stand on one page, newest first.
-- Filters, each null for no condition: actor, kinds, from_at and until_at (instants). Only narrow columns are read.
select seq
from journal
where
    seq <= $at_seq::bigint
    and ($actor::varchar is null or actor = $actor::varchar)
    and ($kinds::varchar[] is null or list_contains($kinds::varchar[], kind))
    and ($from_at::timestamp is null or recorded_at >= $from_at::timestamp)
    and ($until_at::timestamp is null or recorded_at <= $until_at::timestamp)
order by seq desc
limit $rows::bigint offset $skip::bigint
