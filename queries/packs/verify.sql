-- Is the chain of this pack whole? Prints the first entry that was altered, removed, reordered or inserted, and nothing
-- if all is well. journal/chain.parquet has a row an entry of the whole journal up to the head; journal/entries.parquet
-- has what the entries in the scope of the pack say. Needs only this file and a DuckDB shell in the folder of the pack.
with entry as (
    select
        seq,
        contains(body, chr(31)) or contains(concat(actor, action, kind, record_id, reason, batch), chr(31))
        or (seq + revision) is null or recorded_at is null or actor is null or action is null or kind is null
        or record_id is null or body is null or reason is null or batch is null as is_unfit,
        sha256(concat_ws(
            chr(31), seq, strftime(recorded_at, '%Y-%m-%dT%H:%M:%S.%fZ'),
            actor, action, kind, record_id, revision, body, reason, batch
        )) as digest,
        -- What an erasure vouches for in place of the digest: all but the body.
        case when body = '' then sha256(concat_ws(
            chr(31), seq, strftime(recorded_at, '%Y-%m-%dT%H:%M:%S.%fZ'),
            actor, action, kind, record_id, revision, reason, batch
        )) end as rest
    from read_parquet('journal/entries.parquet')
),

-- The first erasure of an entry counts.
erasure as (
    select try_cast(json_extract_string(said, '$.seq') as bigint) as seq, arg_min(json_extract_string(said, '$.rest'), said_at) as rest
    from (
        select case when json_valid(body) then body end as said, seq as said_at
        from read_parquet('journal/entries.parquet')
        where action = 'entry.erased' and kind = 'note'
    ) as note
    group by 1
),

link as (
    select
        seq,
        digest,
        hash,
        lag(seq, 1, 0) over chain as seq_before,
        lag(hash, 1, repeat('0', 64)) over chain as hash_before
    from read_parquet('journal/chain.parquet')
    window chain as (order by seq)
)

select
    coalesce(link.seq, entry.seq) as seq,
    case
        when link.seq is null or link.seq is distinct from link.seq_before + 1 then 'gap'
        when link.hash is distinct from sha256(link.hash_before || link.digest) then 'chain'
        else 'altered'
    end as problem
from link
full join entry on link.seq = entry.seq
left join erasure on entry.seq = erasure.seq
where
    link.seq is null
    or link.seq <> link.seq_before + 1
    or link.hash is distinct from sha256(link.hash_before || link.digest)
    or entry.is_unfit
    or (entry.digest is distinct from link.digest and entry.seq is not null and entry.rest is distinct from coalesce(erasure.rest, '-'))
order by coalesce(link.seq, entry.seq)
limit 1;
