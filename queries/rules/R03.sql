-- title: Permitted under a tier that is not permitted
-- title_ja: 許諾のない上位の下での許諾
-- level: breach
-- on_write: refuse
-- refuses: permission_decision
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
select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    grant_id as subject_id,
    permitted_on as since,
    grant_taken = 'here' as is_refused,
    json_object(
        'permitted_on', permitted_on,
        'upper', case when grounded and permitted_on <= coalesce(upper_bound_on, permitted_on) then 'later' else 'unpermitted' end,
        'held_from_on', upper_held_from_on
    ) as detail
from engagement
where
    permission_state in ('permitted', 'conditional')
    and needs_permission
    and (not grounded or permitted_on > upper_bound_on or permitted_from_on < upper_held_from_on)
