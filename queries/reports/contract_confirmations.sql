-- The handling confirmations under one contract ($contract: its id) up to as_of, newest first, with what each is worth.
select
    record.id,
    worth.engagement_id,
    worth.is_own,
    organisation.name as organisation,
    status.tier,
    record.number,
    record.occasion,
    record.confirmed_on,
    record.confirmed_by,
    record.method,
    record.overall,
    worth.is_complete,
    worth.valid_until_on,
    record.shortfalls
from handling_confirmations($at_seq::bigint) as record
inner join confirmations($as_of::date, $at_seq::bigint, $contract::varchar) as worth on record.id = worth.id
left join status on worth.engagement_id = status.engagement_id and status.contract_id = $contract::varchar
left join contracts($at_seq::bigint) as contract
    on worth.engagement_id = contract.id and contract.id = $contract::varchar
left join subcontracts($at_seq::bigint) as subcontract
    on worth.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where record.confirmed_on is null or record.confirmed_on <= $as_of::date
order by record.confirmed_on desc nulls first, record.seq_from desc, record.id, worth.engagement_id
