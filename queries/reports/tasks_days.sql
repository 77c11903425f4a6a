-- How many things fall due on each day from $first_day to $last_day, by the filters of tasks.sql: one row a day.
select due_on, count(*) as tasks
from task
where
    due_on between $first_day::date and $last_day::date
    and ($what::varchar is null or what = $what::varchar)
    and ($section::varchar is null or section = $section::varchar)
    and ($officer::varchar is null or officer = $officer::varchar)
group by due_on
order by due_on
