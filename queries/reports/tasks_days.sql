-- How many things fall due on each day from $first_day to $last_day, by the filters of tasks.sql: one row a day.
select due.due_on, count(*) as tasks
from due_day as due
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on due.contract_id = contract.id
left join findings($at_seq::bigint) as finding on due.subject_kind = 'finding' and due.subject_id = finding.id
where
    due.due_on between $first_day::date and $last_day::date
    and ($what::varchar is null or due.what = $what::varchar)
    and ($section::varchar is null or coalesce(contract.section, finding.section) = $section::varchar)
    and ($officer::varchar is null or coalesce(finding.owner, contract.officer) = $officer::varchar)
group by due.due_on
order by due.due_on
