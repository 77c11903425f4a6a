-- The entries named by $seqs, newest first, each with the body of the record before it, and by which entry its body was
-- erased if it was.
with entry as materialized (
    select seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch, hash
    from journal
    where seq in (select unnest($seqs::bigint[]))
),

earlier as (
    select kind, record_id, revision, body
    from journal
    where record_id in (select record_id from entry where revision > 1)
),

erasure as (
    select cast(json_extract_string(body, '$.seq') as bigint) as seq, max(seq) as erased_by
    from journal
    where action = 'entry.erased'
    group by 1
)

select
    entry.seq,
    entry.recorded_at,
    entry.actor,
    entry.action,
    entry.kind,
    entry.record_id,
    entry.revision,
    entry.body,
    entry.reason,
    entry.batch,
    entry.hash,
    coalesce(earlier.body, '') as before,
    erasure.erased_by
from entry
left join earlier
    on entry.kind = earlier.kind and entry.record_id = earlier.record_id and entry.revision = earlier.revision + 1
left join erasure on entry.seq = erasure.seq
order by entry.seq desc
