-- The last entry that was on file at a moment (0 before the first).
select coalesce(max(seq), 0) as seq
from journal
where recorded_at <= $moment::timestamp;
