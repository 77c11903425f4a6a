-- title: Permitted by an upper tier, not by the office
-- title_ja: 委託元によらない許諾
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: number-act-10-1, number-act-10-2, ppc-gl-4-2-1-2B
-- basis_without_spi: appi-66, jimu-guide-4-8-9-1
-- says: The decision of {decided_on} was taken by an upper tier; it is no permission.
-- says_ja: {decided_on}の決定は上位の受託者によるもので、許諾に当たりません。
-- holds: The office itself decides.
-- holds_ja: 委託元が自ら決定します。
-- remedy: Have the office decide on the request.
-- remedy_ja: 委託元として諾否を決定してください。
-- R02. At every depth the office decides; an upper contractor's consent is none.
select
    engagement.engagement_id,
    engagement.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    decision.decided_on as since,
    decision.taken = 'here' as is_refused,
    json_object('decided_on', decision.decided_on) as detail
from permission_decisions($at_seq::bigint) as decision
inner join engagement on decision.engagement_id = engagement.engagement_id
where
    decision.decided_for = 'upper_tier'
    and decision.is_grant
    and decision.decided_on <= $as_of::date
    and engagement.needs_permission
    and engagement.permission_state not in ('permitted', 'conditional')
    and ($scope::varchar is null or decision.contract_id = $scope::varchar)
