-- Which rules are broken where: hits by rule, level and section, of work that has not ended, or of rules that outlast it.
-- A rule may hit at more than one level.
select
    hit.rule,
    coalesce(contract.section, '') as section,
    hit.level,
    count(*) as hits
from hit
left join status on hit.engagement_id = status.engagement_id
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on hit.contract_id = contract.id
where outlasts_work(hit.rule) or not coalesce(status.is_begun and not status.is_live, false)
group by all
order by hit.rule, section, hit.level
