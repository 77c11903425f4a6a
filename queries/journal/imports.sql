-- The imports that were made, the latest first: what each noted, and when it was withdrawn.
with withdrawn as (
    select json_extract_string(body, '$.batch') as of_batch, max(recorded_at) as withdrawn_at
    from journal
    where kind = 'note' and action = 'import.withdrawn'
    group by of_batch
)

select journal.batch, journal.recorded_at, journal.actor, journal.body, withdrawn.withdrawn_at
from journal
left join withdrawn on journal.batch = withdrawn.of_batch
where journal.kind = 'note' and journal.action = 'import.made'
order by journal.seq desc;
