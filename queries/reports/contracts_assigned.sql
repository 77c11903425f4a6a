-- Who answers for the contracts that have not ended: one row a contract. section, officer: null for all, '' for those
-- without an officer. `found` is how many there are.
select
    contract.id as contract_id,
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    contract.officer,
    contract.protection_officer,
    contract.ends_on,
    organisation.name as organisation,
    count(*) over () as found
from contracts_of_day($as_of::date, $at_seq::bigint) as contract
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
where
    coalesce(contract.ends_on >= $as_of::date, true)
    and ($section::varchar is null or contract.section = $section::varchar)
    and ($officer::varchar is null or coalesce(contract.officer, '') = $officer::varchar)
order by contract.section nulls last, contract.officer nulls last, contract.number, contract.id
limit $row_limit::bigint
