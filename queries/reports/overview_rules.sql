-- Which rules are broken where: hits by rule and section, of work that has not ended. worst: the worst level among them
-- (1 breach, 2 overdue, 3 incomplete).
select
    hit.rule,
    coalesce(contract.section, '') as section,
    count(*) as hits,
    min(case hit.level when 'breach' then 1 when 'overdue' then 2 else 3 end) as worst
from hit
left join status on hit.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on hit.contract_id = contract.id
where not coalesce(status.is_begun and not status.is_live, false)
group by all
order by hit.rule, section
