-- The oversight status with the rules that each engagement breaks, and its standing: breach if any of them is one,
-- needs_action if it breaks any other, else in_order.
with broken as (
    select
        engagement_id,
        list(distinct rule order by rule) as rules,
        bool_or(level = 'breach') as is_breach
    from hit
    group by engagement_id
)

select
    engagement.*,
    coalesce(broken.rules, []) as rules,
    case
        when broken.is_breach then 'breach'
        when broken.engagement_id is not null then 'needs_action'
        else 'in_order'
    end as standing
from engagement
left join broken on engagement.engagement_id = broken.engagement_id
