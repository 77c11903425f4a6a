-- The rules that are broken, of some contracts if they are given: one row a rule and level, the worst level first, with how
-- many hits and on how many contracts.
select
    rule,
    level,
    count(*) as hits,
    count(distinct contract_id) as contracts
from hit
where $contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[]))
group by rule, level
order by case level when 'breach' then 1 when 'overdue' then 2 else 3 end, hits desc, rule
