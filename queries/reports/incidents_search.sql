-- What a search of the incidents looks at: number and title of each, its contract and organisation; a line a text.
select
    incident.id,
    concat_ws(chr(10), incident.number, incident.title, contract.number, contract.title, organisation.name) as words
from incidents($at_seq::bigint) as incident
inner join contracts($at_seq::bigint) as contract on incident.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on incident.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
order by incident.id
