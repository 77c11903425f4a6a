-- Which contracts does a scope hold? Those of a section, one contract (its id or number), all in which an organisation
-- works at any tier, or those of one affair under the My Number Act; what is null bounds nothing.
select
    contract.id as contract_id,
    contract.number,
    contract.title
from contracts_of_day($as_of::date, $at_seq::bigint) as contract
where
    ($section::varchar is null or contract.section = $section::varchar)
    and ($contract::varchar is null or contract.id = $contract::varchar or contract.number = $contract::varchar)
    and ($affair::varchar is null or contract.affair_name = $affair::varchar)
    and (
        $organisation::varchar is null
        or contract.id in (
            select status.contract_id
            from named_status as status
            where
                status.organisation_id = $organisation::varchar
                or status.corporate_number = $organisation::varchar
                or status.organisation = $organisation::varchar
        )
    )
order by contract.number, contract.id
