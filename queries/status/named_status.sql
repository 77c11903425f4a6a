-- The status with the names that people read. A list asks for them; a count does not, and does not pay for them.
select
    status.*,
    contract.title as contract_title,
    organisation.name as organisation,
    organisation.corporate_number,
    parent.name as parent_organisation
from status
inner join contracts($at_seq::bigint) as contract on status.contract_id = contract.id
left join organisations($at_seq::bigint) as organisation on status.organisation_id = organisation.id
left join organisations($at_seq::bigint) as parent on status.parent_organisation_id = parent.id
