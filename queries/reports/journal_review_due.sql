-- When was the journal last reviewed, and by when is the next review due? One row.
select
    reviewed_on,
    reviewed_by,
    due_on,
    due_on < $as_of::date as is_overdue
from journal_review_due($as_of::date, $at_seq::bigint)
order by due_on
