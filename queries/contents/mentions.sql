-- Does any entry of the journal still name this file?
select count(*) > 0 as is_named
from journal
where contains(body, $sha256);
