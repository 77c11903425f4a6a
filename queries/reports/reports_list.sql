-- The periodic reports received up to as_of, the latest first; of one contract, of a section, or those a search found.
select
    report.id as report_id,
    report.contract_id,
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    organisation.name as organisation,
    report.number,
    report.period_from_on,
    report.period_until_on,
    report.submitted_on,
    coalesce(report.due_on, report.period_until_on + cast(policy.report_due_days as integer)) as was_due_on,
    greatest(report.submitted_on - was_due_on, 0) as days_late,
    report.received_by,
    report.compliance,
    report.subcontracting,
    len(coalesce(report.trainings, [])) as trainings,
    report.accidents
from periodic_reports($at_seq::bigint) as report
cross join policies_on($as_of::date, $at_seq::bigint) as policy
inner join contracts_of_day($as_of::date, $at_seq::bigint) as contract on report.contract_id = contract.id
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
where
    coalesce(report.submitted_on <= $as_of::date, true)
    and ($contract::varchar is null or report.contract_id = $contract::varchar)
    and ($section::varchar is null or contract.section = $section::varchar)
    and ($search::varchar[] is null or report.id in (select unnest($search::varchar[])))
order by report.submitted_on desc nulls first, report.period_until_on desc nulls last, contract.number, report.id
limit $row_limit::bigint
