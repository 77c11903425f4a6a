-- The numbers that a council asks for, of the whole office first and then by section: one row each.
select *
from tally
order by is_whole desc, section
