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
-- permission.elsewhere: what was permitted was permitted to another organisation, or under another tier
-- permission.elsewhere_ja: 許諾は、別の再委託先又は別の再委託元（上位）に対するものです
-- permission.gap: none was held from {gap_from_on} to {gap_until_on}
-- permission.gap_ja: {gap_from_on}から{gap_until_on}までは許諾がありませんでした
-- remedy: Stop the work, record an incident, and decide on a request dated today or later.
-- remedy_ja: 業務を停止し、事案を記録した上で、本日以降の日付で諾否を決定してください。
-- remedy.elsewhere: Have permission requested for the organisation that does the work now, under the tier it works for; until it is decided the work stops. Record an incident.
-- remedy.elsewhere_ja: 現在の再委託先について改めて許諾の申請を受けてください。諾否を決定するまで業務を停止させ、事案を記録してください。
-- remedy.permitted_later: Record an incident for the days before the permission counts; until that day the work stops.
-- remedy.permitted_later_ja: 許諾の効力が生じる前の期間について、事案を記録してください。効力が生じる日までは業務を停止させてください。
-- remedy.gap: Record an incident for the days without permission; the work itself is permitted again.
-- remedy.gap_ja: 許諾のない期間について、事案を記録してください。現在の業務は許諾されています。
-- R05. The giver breaks articles 10 and 19; the receiver may break 15 and 20. A permission counts from its own date, and
-- work that went on between two of them was not permitted in between.
with run as (
    select distinct engagement_id, run_from_on as from_on, run_until_on as until_on
    from grants($as_of::date, $at_seq::bigint, $scope::varchar)
    where not is_only and coalesce(from_on <= until_on, true)
),

-- The first time that work went on without permission between two.
gap as (
    select
        engagement.engagement_id,
        min(greatest(pause.from_on, engagement.starts_on)) as from_on,
        arg_min(least(pause.until_on, engagement.seen_on), pause.from_on) as until_on
    from engagement
    inner join (
        select
            engagement_id,
            until_on + 1 as from_on,
            lead(from_on) over (partition by engagement_id order by from_on) - 1 as until_on
        from run
        qualify from_on <= until_on
    ) as pause on engagement.engagement_id = pause.engagement_id
    where greatest(pause.from_on, engagement.starts_on) <= least(pause.until_on, engagement.seen_on)
    group by engagement.engagement_id
),

-- Where nobody knows since when, work that was discovered had begun by the day of its discovery.
discovered as (
    select id as engagement_id, coalesce(discovered_on, office_day(begun_at)) as begun_on
    from subcontracts($at_seq::bigint)
    where
        origin = 'discovered'
        and starts_on is null
        and actual_started_on is null
        and ($scope::varchar is null or contract_id = $scope::varchar)
),

unpermitted as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.first_permitted_on,
        case
            when engagement.permitted_on is not null
                then least(engagement.permitted_until_on, engagement.upper_bound_on)
        end as held_until_on,
        coalesce(engagement.starts_on, discovered.begun_on) as begun_on,
        gap.from_on as gap_from_on,
        gap.until_on as gap_until_on,
        case
            when engagement.is_permitted_elsewhere and engagement.permission_state in ('none', 'requested', 'withdrawn')
                then 'elsewhere'
            when engagement.permission_state not in ('permitted', 'conditional', 'not_required')
                then engagement.permission_state
            when engagement.first_permitted_on > coalesce(engagement.starts_on, discovered.begun_on)
                then 'permitted_later'
            when gap.engagement_id is not null then 'gap'
        end as permission
    from engagement
    left join gap on engagement.engagement_id = gap.engagement_id
    left join discovered on engagement.engagement_id = discovered.engagement_id
    where engagement.tier > 1 and engagement.needs_permission and engagement.is_begun
)

select
    engagement_id,
    contract_id,
    'subcontract' as subject_kind,
    engagement_id as subject_id,
    case
        when permission = 'gap' then gap_from_on
        when permission = 'permitted_later' then begun_on
        -- What was held once has been missing since the day after.
        else greatest(held_until_on + 1, begun_on)
    end as since,
    json_object(
        'started_on', begun_on,
        'permission', permission,
        'permitted_on', first_permitted_on,
        'gap_from_on', gap_from_on,
        'gap_until_on', gap_until_on
    ) as detail
from unpermitted
where permission is not null
