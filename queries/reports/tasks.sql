-- What is to be done from $first_day to $last_day (each null for no bound), those past their day first: one row a day and
-- thing. what, section, officer (of the contract, or owner of the finding): null for all. `found` is how many there are.
with task as (
    select
        due.what,
        due.due_on,
        due.engagement_id,
        due.contract_id,
        due.subject_kind,
        due.subject_id,
        contract.number as contract_number,
        contract.title as contract_title,
        coalesce(contract.section, finding.section) as section,
        coalesce(finding.owner, contract.officer) as officer,
        coalesce(organisation.name, holder.name) as organisation,
        status.tier,
        greatest($as_of::date - due.due_on, 0) as days_overdue
    from due_day as due
    left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on due.contract_id = contract.id
    left join status on due.engagement_id = status.engagement_id
    left join organisations($at_seq::bigint) as organisation on status.organisation_id = organisation.id
    left join organisations($at_seq::bigint) as holder on due.subject_id = holder.id
    left join findings($at_seq::bigint) as finding on due.subject_kind = 'finding' and due.subject_id = finding.id
)

select
    task.*,
    count(*) over () as found
from task
where
    ($first_day::date is null or task.due_on >= $first_day::date)
    and ($last_day::date is null or task.due_on <= $last_day::date)
    and ($what::varchar is null or task.what = $what::varchar)
    and ($section::varchar is null or task.section = $section::varchar)
    and ($officer::varchar is null or task.officer = $officer::varchar)
order by task.due_on, task.what, task.contract_number, task.engagement_id, task.subject_id
limit $row_limit::bigint
