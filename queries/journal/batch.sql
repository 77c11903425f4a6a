-- The records that a batch wrote: the last revision that it made of each, the present one, and the body before it ('' for
-- a record that it brought in).
with written as (
    select kind, record_id, min(revision) as first_revision, max(revision) as last_revision
    from journal
    where batch = $batch::varchar and revision > 0
    group by kind, record_id
),

latest as (
    select journal.kind, journal.record_id, max(journal.revision) as revision
    from journal
    inner join written on journal.kind = written.kind and journal.record_id = written.record_id
    group by journal.kind, journal.record_id
)

select
    written.kind,
    written.record_id,
    written.last_revision,
    latest.revision as present_revision,
    coalesce(earlier.body, '') as body_before
from written
inner join latest on written.kind = latest.kind and written.record_id = latest.record_id
left join journal as earlier
    on written.kind = earlier.kind
    and written.record_id = earlier.record_id
    and earlier.revision = written.first_revision - 1
order by written.kind, written.record_id;
