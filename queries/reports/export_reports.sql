-- The periodic reports received up to as_of, and those without a day: one row a report.
select
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    organisation.name as organisation,
    report.number,
    report.period_from_on,
    report.period_until_on,
    coalesce(report.due_on, report.period_until_on + cast(policy.report_due_days as integer)) as was_due_on,
    report.submitted_on,
    nullif(greatest(report.submitted_on - was_due_on, 0), 0) as days_late,
    report.received_by,
    report.compliance,
    list_transform(
        list_filter(coalesce(report.clauses, []), lambda clause: clause.state <> 'kept'), lambda clause: clause.code
    ) as clauses_not_kept,
    report.subcontracting,
    report.subcontracting_note,
    report.staff_changes,
    nullif(len(coalesce(report.trainings, [])), 0) as trainings,
    report.carried_media,
    report.accidents,
    report.note,
    report.id as report_id
from periodic_reports($at_seq::bigint) as report
cross join policies_on($as_of::date, $at_seq::bigint) as policy
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on report.contract_id = contract.id
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
where
    (report.submitted_on is null or report.submitted_on <= $as_of::date)
    and ($contracts::varchar[] is null or report.contract_id in (select unnest($contracts::varchar[])))
order by
    contract.number,
    report.contract_id,
    report.period_until_on nulls last,
    report.submitted_on nulls last,
    report.id
