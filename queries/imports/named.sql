-- What the engagements with the given ids are known by: the number of the contract, the organisation's corporate number.
with engagement as (
    select id, id as contract_id, organisation_id from contract
    where seq_to = 9223372036854775807 and id in (select unnest($ids::varchar[]))
    union all
    select id, contract_id, organisation_id from subcontract
    where seq_to = 9223372036854775807 and id in (select unnest($ids::varchar[]))
)

select engagement.id, contract.number, organisation.corporate_number, organisation.name
from engagement
left join contract on engagement.contract_id = contract.id and contract.seq_to = 9223372036854775807
left join organisation on engagement.organisation_id = organisation.id and organisation.seq_to = 9223372036854775807
order by engagement.id;
