-- Which entries up to at_seq are about the records whose number (or id) holds $needle, newest first; for a contract
-- those about everything under it too. A record is found by every number it ever had. The other filters are those of
-- journal_page.
with numbered as (
    select id, number from contract
    union all
    select id, number from permission_request
    union all
    select id, document_number from permission_decision
    union all
    select id, number from handling_confirmation
    union all
    select id, number from audit
    union all
    select id, number from finding
    union all
    select id, corporate_number from organisation
),

found as (
    select distinct id
    from numbered
    where contains(lower(number), lower($needle::varchar)) or id = $needle::varchar
),

belonging as (
    select id from found
    union
    select id from subcontract where contract_id in (select id from found) or id = $needle::varchar
    union
    select id from permission_request where contract_id in (select id from found)
    union
    select id from permission_decision where contract_id in (select id from found)
    union
    select id from handling_confirmation where contract_id in (select id from found)
    union
    select id from finding where contract_id in (select id from found)
    union
    select id from document where contract_id in (select id from found)
    union
    select audit_id from audit_subject where contract_id in (select id from found)
)

select seq
from journal
where
    seq <= $at_seq::bigint
    and record_id in (select id from belonging)
    and ($actor::varchar is null or actor = $actor::varchar)
    and ($kinds::varchar[] is null or list_contains($kinds::varchar[], kind))
    and ($from_at::timestamp is null or recorded_at >= $from_at::timestamp)
    and ($until_at::timestamp is null or recorded_at <= $until_at::timestamp)
order by seq desc
