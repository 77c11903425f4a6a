-- Who has something to do: the officers of contracts and the owners of findings, with how much falls on each; one row a
-- name.
select officer, count(*) as tasks
from task
where officer is not null
group by officer
order by officer
