-- The oversight status with the rules that each engagement breaks and its standing: breach if any of them is one,
-- needs_action if it breaks any other, else in_order.
select
    engagement.*,
    coalesce(standing.rules, []) as rules,
    coalesce(standing.standing, 'in_order') as standing
from engagement
left join standing on engagement.engagement_id = standing.engagement_id
