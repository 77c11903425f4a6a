-- The confirmations of how data is handled, up to as_of: one row an engagement that it covers, with how its
-- items were answered. covered_with: the contract that it was made for, where that is another.
with confirmation as (
    select
        id, contract_id, engagement_id, number, occasion, confirmed_on, confirmed_by, method, form, overall, shortfalls,
        sheet, is_presumed, note,
        len(items) as items_listed,
        len(list_filter(items, lambda item: item.result = 'done')) as done,
        len(list_filter(items, lambda item: item.result = 'partly')) as partly,
        len(list_filter(items, lambda item: item.result = 'not_done')) as not_done,
        len(list_filter(items, lambda item: item.result = 'not_applicable')) as not_applicable
    from handling_confirmations($at_seq::bigint)
    where confirmed_on is null or confirmed_on <= $as_of::date
)

select
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    confirmation.number,
    confirmation.occasion,
    confirmation.confirmed_on,
    confirmation.confirmed_by,
    confirmation.method,
    confirmation.form,
    confirmation.done,
    confirmation.partly,
    confirmation.not_done,
    confirmation.not_applicable,
    confirmation.items_listed
    - confirmation.done - confirmation.partly - confirmation.not_done - confirmation.not_applicable as unanswered,
    confirmation.overall,
    worth.is_complete,
    worth.valid_until_on,
    confirmation.shortfalls,
    confirmation.sheet.name as sheet_name,
    confirmation.sheet.sha256 as sheet_sha256,
    confirmation.is_presumed,
    confirmation.note,
    case when not worth.is_own then made_for.number end as covered_with,
    confirmation.id as confirmation_id
from confirmation
inner join confirmations($as_of::date, $at_seq::bigint, null::varchar) as worth on confirmation.id = worth.id
left join status on worth.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on worth.contract_id = contract.id
left join contracts($at_seq::bigint) as made_for on confirmation.contract_id = made_for.id
left join subcontracts($at_seq::bigint) as subcontract on worth.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where ($contracts::varchar[] is null or worth.contract_id in (select unnest($contracts::varchar[])))
order by
    contract.number,
    worth.contract_id,
    status.tier nulls last,
    organisation.name,
    worth.engagement_id,
    confirmation.confirmed_on nulls last,
    confirmation.id
