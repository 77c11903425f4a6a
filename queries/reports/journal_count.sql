-- How many entries of the journal up to at_seq the filters of journal_page leave.
select count(*) as entries
from journal
where
    seq <= $at_seq::bigint
    and ($actor::varchar is null or actor = $actor::varchar)
    and ($kinds::varchar[] is null or list_contains($kinds::varchar[], kind))
    and ($from_at::timestamp is null or recorded_at >= $from_at::timestamp)
    and ($until_at::timestamp is null or recorded_at <= $until_at::timestamp)
order by entries
