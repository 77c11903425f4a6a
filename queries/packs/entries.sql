-- What the entries in a scope say, up to an entry: those of records that were ever about one of these contracts, of the
-- organisations at work on them, and of the office itself; all where contracts is null. Erasures go along, because they
-- vouch for what they erased; what was erased later is left out, so that the chain alone tells of it.
with erased_later as (
    select try_cast(body ->> 'seq' as bigint) as seq
    from journal
    where action = 'entry.erased' and kind = 'note' and seq > $at_seq::bigint
),

told as (
    select kind, record_id, body
    from journal
    where seq <= $at_seq::bigint and body <> '' and kind not in ('note', 'organisation', 'office', 'checklist')
),

chosen as (
    select unnest($contracts::varchar[]) as contract_id
),

-- Whatever part of a record names the contract.
named as (
    select distinct kind, record_id, unnest(regexp_extract_all(body, '"contract_id":"([^"]*)"', 1)) as contract_id
    from told
    union
    select kind, record_id, record_id as contract_id
    from told
    where kind = 'contract'
),

about as (
    select distinct named.kind, named.record_id
    from named
    inner join chosen on named.contract_id = chosen.contract_id
),

organisation as (
    select distinct unnest(regexp_extract_all(told.body, '"organisation_id":"([^"]*)"', 1)) as record_id
    from told
    inner join about on told.kind = about.kind and told.record_id = about.record_id
)

select seq, recorded_at, actor, action, kind, record_id, revision, body, reason, batch
from journal
where
    seq <= $at_seq::bigint
    and (body <> '' or seq not in (select erased_later.seq from erased_later where erased_later.seq is not null))
    and (
        $contracts::varchar[] is null
        or kind in ('office', 'checklist')
        or action = 'entry.erased'
        or (kind = 'organisation' and record_id in (select organisation.record_id from organisation))
        or (kind, record_id) in (select (about.kind, about.record_id) from about)
    )
order by seq
