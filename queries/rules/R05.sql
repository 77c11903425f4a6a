-- title: Subcontracted without permission
-- title_ja: 許諾のない再委託
-- level: breach
-- on_write: record
-- basis: number-act-10-1, number-act-10-2, number-act-19, ppc-gl-4-2-1-2B
-- basis_without_spi: appi-66, appi-gl-3-4-4, jimu-guide-4-8-9-1
-- says: Work since {started_on}; {permission}.
-- says_ja: {started_on}から業務を開始しています。{permission}。
-- permission.none: no permission was ever asked for
-- permission.none_ja: 許諾の申請がありません
-- permission.requested: the request is still undecided
-- permission.requested_ja: 申請中で、まだ許諾していません
-- permission.refused: permission was refused
-- permission.refused_ja: 許諾していません（不許諾）
-- permission.withdrawn: the request was withdrawn
-- permission.withdrawn_ja: 申請が取り下げられています
-- permission.lapsed: the permission has lapsed
-- permission.lapsed_ja: 許諾は失効しています
-- permission.revoked: the permission was revoked
-- permission.revoked_ja: 許諾は取り消されています
-- permission.permitted_later: the permission counts only from {permitted_on}
-- permission.permitted_later_ja: 許諾の効力は{permitted_on}からです
-- remedy: Stop the work, record an incident, and decide on a request dated today or later.
-- remedy_ja: 業務を停止し、事案を記録した上で、本日以降の日付で諾否を決定してください。
-- R05. The giver breaks articles 10 and 19; the receiver may break 15 and 20. A permission counts from its own date.
select
    engagement_id,
    contract_id,
    'subcontract' as subject_kind,
    engagement_id as subject_id,
    case
        when permission_state = 'lapsed' then coalesce(permitted_until_on, starts_on)
        else starts_on
    end as since,
    json_object(
        'started_on', starts_on,
        'permission', case
            when permission_state in ('permitted', 'conditional') then 'permitted_later'
            else permission_state
        end,
        'permitted_on', first_permitted_on
    ) as detail
from engagement
where
    tier > 1
    and needs_permission
    and is_begun
    and (
        permission_state not in ('permitted', 'conditional', 'not_required')
        or first_permitted_on > starts_on
    )
