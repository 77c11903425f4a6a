-- Is the chain whole? Prints the first entry that was altered, removed, reordered or inserted; nothing if all is well.
-- Needs only this file and a DuckDB shell on the ledger.
with erasure as (
    -- The first erasure of an entry counts: what a later one says of it proves nothing.
    select try_cast(json_extract_string(said, '$.seq') as bigint) as seq, arg_min(json_extract_string(said, '$.rest'), said_at) as rest
    from (
        select case when json_valid(body) then body end as said, seq as said_at
        from journal
        where action = 'entry.erased' and kind = 'note'
    ) as note
    group by 1
),

-- Apart from the chain, so that putting it in order carries no bodies.
sealed as (
    select
        seq,
        recorded_at,
        digest,
        hash,
        -- A null would vanish from what is joined, and a separator would move text from one column into the next.
        contains(body, chr(31)) or contains(concat(actor, action, kind, record_id, reason, batch), chr(31))
        or (seq + revision) is null or recorded_at is null or actor is null or action is null or kind is null
        or record_id is null or body is null or reason is null or batch is null as is_unfit,
        digest is not distinct from sha256(concat_ws(
            chr(31), seq, strftime(recorded_at, '%Y-%m-%dT%H:%M:%S.%fZ'),
            actor, action, kind, record_id, revision, body, reason, batch
        )) as is_sealed,
        -- What an erasure vouches for in place of the digest: all but the body.
        case when body = '' then sha256(concat_ws(
            chr(31), seq, strftime(recorded_at, '%Y-%m-%dT%H:%M:%S.%fZ'),
            actor, action, kind, record_id, revision, reason, batch
        )) end as rest
    from journal
),

link as (
    select
        *,
        lag(seq, 1, 0) over chain as seq_before,
        lag(hash, 1, repeat('0', 64)) over chain as hash_before,
        lag(recorded_at) over chain as recorded_before
    from sealed
    window chain as (order by seq)
)

select
    link.seq,
    case
        when link.seq <> link.seq_before + 1 then 'gap'
        when link.is_unfit or not link.is_sealed then 'altered'
        when link.hash is distinct from sha256(link.hash_before || link.digest) then 'chain'
        else 'order'
    end as problem
from link
left join erasure on link.seq = erasure.seq
where
    link.seq <> link.seq_before + 1
    or link.is_unfit
    or (not link.is_sealed and link.rest is distinct from coalesce(erasure.rest, '-'))
    or link.hash is distinct from sha256(link.hash_before || link.digest)
    or link.recorded_at < link.recorded_before
order by link.seq
limit 1;
