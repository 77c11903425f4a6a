-- The last entry up to at_seq that changed a record, or erased a state of one: what every kept reading depends on.
select coalesce(max(seq), 0) as seq
from journal
where (revision > 0 or action = 'entry.erased') and seq <= $at_seq;
