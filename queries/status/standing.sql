-- Which rules does each engagement break, and how badly? One row an engagement that breaks any.
select
    engagement_id,
    list(distinct rule order by rule) as rules,
    case when bool_or(level = 'breach') then 'breach' else 'needs_action' end as standing
from hit
group by engagement_id
