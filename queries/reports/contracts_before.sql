-- The contracts that a contract ($contract: its id, null for a new one) may have gone on from: those that began earlier,
-- those with the same organisation ($organisation) first, the latest first. The one that it names ($chosen) is always among
-- them. At most row_limit rows.
with contract as (
    select id, previous_id, number, title, organisation_id, starts_on
    from contracts($at_seq::bigint)
),

own as (
    select starts_on from contract where id = $contract::varchar
)

select
    contract.id,
    contract.number,
    contract.title,
    organisation.name as organisation,
    contract.starts_on
from contract
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
left join own on true
where
    contract.id is not distinct from $chosen::varchar
    or (
        contract.id is distinct from $contract::varchar
        and (contract.previous_id is null or contract.previous_id is distinct from $contract::varchar)
        and coalesce(contract.starts_on < own.starts_on, true)
    )
order by
    contract.id is not distinct from $chosen::varchar desc,
    contract.organisation_id is not distinct from $organisation::varchar desc,
    contract.starts_on desc nulls last,
    contract.number,
    contract.id
limit $row_limit::bigint
