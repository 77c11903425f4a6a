-- What an entry says.
select body
from journal
where seq = $seq;
