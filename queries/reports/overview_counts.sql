-- The numbers of the overview: one row, of work that is under way on as_of (see queries/status/tally.sql).
select * exclude (section, is_whole)
from tally
where is_whole
