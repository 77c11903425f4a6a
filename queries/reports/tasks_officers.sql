-- Who has something to do: the officers of contracts and the owners of findings, with how much falls on each; one row a
-- name.
select
    coalesce(finding.owner, contract.officer) as officer,
    count(*) as tasks
from due_day as due
left join contracts($at_seq::bigint) as contract on due.contract_id = contract.id
left join findings($at_seq::bigint) as finding on due.subject_kind = 'finding' and due.subject_id = finding.id
where coalesce(finding.owner, contract.officer) is not null
group by all
order by officer
