-- title: Permitted under a tier that is not permitted
-- title_ja: 許諾のない上位の下での許諾
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: number-act-10-2
-- basis_without_spi: appi-66, jimu-guide-4-8-9-4
-- says: Permitted on {permitted_on}, but {upper}.
-- says_ja: {permitted_on}に許諾していますが、{upper}。
-- upper.unpermitted: not every tier above it is permitted and active
-- upper.unpermitted_ja: 上位のいずれかが許諾されていないか、失効しています
-- upper.later: every tier above it has been permitted without a break only since {held_from_on}
-- upper.later_ja: 上位のすべてが途切れなく許諾されているのは{held_from_on}からです
-- holds: No tier above lacks a permission in force.
-- holds_ja: 上位に許諾のない階層はありません。
-- remedy: Decide first on the tiers above it, from the top down, then on this one anew.
-- remedy_ja: 上位から順に諾否を決定した上で、この再委託についても改めて決定してください。
-- remedy.later: Every tier above it is permitted now: decide on this one anew.
-- remedy.later_ja: 現在は上位のすべてが許諾されています。この再委託について改めて諾否を決定してください。
-- R03. Each link of the chain needs its own permission, and one that was given, or outlasted a gap, while a tier above
-- had none is not mended by the permission that this tier got afterwards.
with linked as (
    select
        permission.*,
        engagement.upper_held_from_on,
        permission.decided_on > engagement.upper_bound_on
        or not parent.grounded as is_ungrounded,
        greatest(permission.from_on, engagement.starts_on) < engagement.upper_held_from_on as is_early,
        -- Since when the tier above has had none: the day after its own permission, or after what bounds it; where
        -- it has one again, since the gap before that began.
        case
            when parent.permission_state in ('lapsed', 'revoked')
                then least(parent.permitted_until_on, parent.upper_bound_on) + 1
            else engagement.upper_unheld_from_on
        end as unheld_from_on
    from permission
    inner join engagement on permission.engagement_id = engagement.engagement_id
    inner join engagement as parent on engagement.parent_id = parent.engagement_id
    where
        engagement.needs_permission
        and (
            permission.id <> engagement.grant_id
            or engagement.grant_id is null
            or engagement.permission_state in ('permitted', 'conditional')
        )
)

select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    id as subject_id,
    greatest(decided_on, unheld_from_on) as since,
    taken = 'here' as is_refused,
    json_object(
        'permitted_on', decided_on,
        'upper', case when is_ungrounded then 'unpermitted' else 'later' end,
        'held_from_on', upper_held_from_on
    ) as detail
from linked
where is_ungrounded or is_early
