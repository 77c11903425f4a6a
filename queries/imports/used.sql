-- Those of the ids under which a record was ever recorded.
select distinct record_id
from journal
where revision > 0 and record_id in (select unnest($ids::varchar[]))
order by record_id;
