-- The oversight status with the rules that each engagement breaks and its standing: breach if any of them is one,
-- needs_action if it breaks any other; else in_order, or not_begun where there is nothing to judge yet.
select
    engagement.*,
    coalesce(standing.rules, []) as rules,
    coalesce(standing.standing, case when engagement.is_begun then 'in_order' else 'not_begun' end) as standing
from engagement
left join standing on engagement.engagement_id = standing.engagement_id
