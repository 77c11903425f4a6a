-- The reviews of the journal done by as_of, the newest first.
select
    id,
    reviewed_on,
    reviewed_by,
    until_seq,
    looked_at,
    found
from journal_reviews($at_seq::bigint)
where reviewed_on <= $as_of::date
order by reviewed_on desc, seq_from desc, id
