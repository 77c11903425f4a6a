-- Who recorded what when under one contract ($contract: its id), newest first: every entry about the contract and the
-- records that belong to it, withdrawn ones too, each with the body that stood before it.
with belonging as (
    select $contract::varchar as id
    union
    select id from subcontract where contract_id = $contract::varchar
    union
    select id from permission_request where contract_id = $contract::varchar
    union
    select id from permission_decision where contract_id = $contract::varchar
    union
    select id from handling_confirmation where contract_id = $contract::varchar
    union
    select id from periodic_report where contract_id = $contract::varchar
    union
    select id from disposal where contract_id = $contract::varchar
    union
    select id from incident where contract_id = $contract::varchar
    union
    select id from finding where contract_id = $contract::varchar
    union
    select id from document where contract_id = $contract::varchar
    union
    select audit_id from audit_subject where contract_id = $contract::varchar
),

erasure as (
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
    where record_id in (select id from belonging) and revision > 0 and seq <= $at_seq::bigint
)

select
    entry.seq, entry.recorded_at, entry.actor, entry.action, entry.kind, entry.record_id, entry.revision, entry.body,
    entry.reason, entry.batch, entry.hash, entry.before, erasure.erased_by
from entry
left join erasure on entry.seq = erasure.seq
order by entry.seq desc
