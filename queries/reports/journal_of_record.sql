-- Who recorded what of one record ($record: its id) when, newest first, each entry with the body before it.
with erasure as (
    select cast(json_extract_string(body, '$.seq') as bigint) as seq, max(seq) as erased_by
    from journal
    where action = 'entry.erased'
    group by 1
),

entry as (
    select
        seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch, hash,
        lag(body, 1, '') over (partition by kind, record_id order by revision) as before
    from journal
    where record_id = $record::varchar and revision > 0 and seq <= $at_seq::bigint
)

select
    entry.seq, entry.recorded_at, entry.actor, entry.action, entry.kind, entry.record_id, entry.revision, entry.body,
    entry.reason, entry.batch, entry.hash, entry.before, erasure.erased_by
from entry
left join erasure on entry.seq = erasure.seq
order by entry.seq desc
