-- What is to be done from $first_day to $last_day (each null for no bound), those past their day first: one row a day and
-- thing. what, section, officer (of the contract, or owner of the finding): null for all. `found` is how many there are.
select
    task.*,
    coalesce(organisation.name, holder.name) as organisation,
    status.tier,
    greatest($as_of::date - task.due_on, 0) as days_overdue,
    count(*) over () as found
from task
left join status on task.engagement_id = status.engagement_id
left join organisations($at_seq::bigint) as organisation on status.organisation_id = organisation.id
left join organisations($at_seq::bigint) as holder on task.subject_id = holder.id
where
    ($first_day::date is null or task.due_on >= $first_day::date)
    and ($last_day::date is null or task.due_on <= $last_day::date)
    and ($what::varchar is null or task.what = $what::varchar)
    and ($section::varchar is null or task.section = $section::varchar)
    and ($officer::varchar is null or task.officer = $officer::varchar)
order by task.due_on, task.what, task.contract_number, task.engagement_id, task.subject_id
limit $row_limit::bigint
