-- The hash of one entry, to be held against an anchor.
select hash
from journal
where seq = $seq;
