-- Which periodic report does each contract owe next, and which are late? One row a contract with an interval that is
-- under way or being wound up, the longest due first; of one contract if given. is_late: its day has passed.
select
    due.contract_id,
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    organisation.name as organisation,
    contract.reporting_interval,
    due.period_from_on,
    due.period_until_on,
    due.due_on,
    due.last_submitted_on,
    due.due_on < $as_of::date as is_late,
    greatest($as_of::date - due.due_on, 0) as days_late
from reports_due($as_of::date, $at_seq::bigint, $contract::varchar) as due
inner join contracts_of_day($as_of::date, $at_seq::bigint) as contract on due.contract_id = contract.id
inner join status on due.contract_id = status.engagement_id
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
where
    ($contract::varchar is null or (contract.id = $contract::varchar and status.contract_id = $contract::varchar))
    and ($section::varchar is null or contract.section = $section::varchar)
    and (status.is_live or due.is_ending)
order by due.due_on, contract.number, due.contract_id
