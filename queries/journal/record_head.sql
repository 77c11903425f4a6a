-- The last entry up to at_seq that changed a record: what every cached reading depends on.
select coalesce(max(seq), 0) as seq
from journal
where revision > 0 and seq <= $at_seq;
