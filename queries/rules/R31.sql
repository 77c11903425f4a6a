-- title: Confirmation out of date
-- title_ja: 取扱状況の要再確認
-- level: overdue
-- on_write: record
-- basis: appi-gl-3-4-4, ppc-gl-4-2-1-1B
-- says: The last confirmation, of {confirmed_on}, {confirmation}.
-- says_ja: 直近の確認（{confirmed_on}）は{confirmation}。
-- confirmation.expired: is out of date
-- confirmation.expired_ja: 有効期間を過ぎています
-- confirmation.negative: says that security control is not secured
-- confirmation.negative_ja: 適切な安全管理が図られないとの結果です
-- confirmation.changed: was made before these changed ({changed})
-- confirmation.changed_ja: 次の変更より前のものです（{changed}）
-- changed.places: places of work or storage
-- changed.places_ja: 作業場所・保管場所
-- changed.handlers: the number of handlers, by the bands of the PIA form
-- changed.handlers_ja: 取扱者数の区分
-- changed.data_class: a wider data class
-- changed.data_class_ja: 個人情報の区分
-- changed.data_items: further data items
-- changed.data_items_ja: 取り扱う項目
-- changed.work: the work itself
-- changed.work_ja: 業務の内容
-- changed.certification: a certification expired
-- changed.certification_ja: 認証の有効期限切れ
-- changed.incident: an incident
-- changed.incident_ja: 事案の発生
-- remedy: Confirm again how the data is handled.
-- remedy_ja: 取扱状況を改めて確認してください。
-- remedy.negative: Have what is not secured put right, then confirm again how the data is handled.
-- remedy.negative_ja: 安全管理の不備を是正させた上で、取扱状況を改めて確認してください。
-- R31. A confirmation holds for the office's number of months, and only for the work as it was confirmed, or permitted on
-- it, be it for days to come; then the permission that rests on it needs another. What nobody stated then and is filled in
-- later is no change.
-- Work that was added to a confirmation later is compared with what it was on the day of the confirmation, and what shakes
-- a confirmation shakes it for all that it covers.
with decided as (
    select permission.engagement_id, max(decision.granted_seq) as seq
    from permission
    inner join permission_decisions($at_seq::bigint) as decision
        on permission.id = decision.id
        and ($scope::varchar is null or decision.contract_id = $scope::varchar)
    group by permission.engagement_id
),

held as (
    select
        engagement.engagement_id,
        engagement.organisation_id,
        engagement.seen_on,
        engagement.confirmed_on,
        engagement.confirmation_id,
        engagement.confirmation_seq,
        greatest(engagement.confirmation_seq, decided.seq) as seq
    from engagement
    left join decided on engagement.engagement_id = decided.engagement_id
    where
        engagement.is_live
        and engagement.handles_personal
        and engagement.confirmation_state = 'positive'
        and engagement.permission_state in ('not_required', 'permitted', 'conditional')
),

state as (
    select id, revision, recorded_at, seq_from, seq_to, data_class, data_items, handlers, places, null::varchar as work
    from contract
    where $scope::varchar is null or id = $scope::varchar
    union all
    select id, revision, recorded_at, seq_from, seq_to, data_class, data_items, handlers, places, work
    from subcontract
    where $scope::varchar is null or contract_id = $scope::varchar
),

-- Where the work was added to the confirmation later: the entry as of which it stood on the confirmation's day.
added as (
    select
        held.engagement_id,
        coalesce(
            max(state.seq_from) filter (office_day(state.recorded_at) <= held.confirmed_on), min(state.seq_from)
        ) as seq
    from held
    inner join covered_besides($at_seq::bigint, $scope::varchar) as besides
        on held.confirmation_id = besides.id
        and held.engagement_id = besides.engagement_id
        and held.confirmation_seq > besides.confirmed_seq
    inner join state on held.engagement_id = state.id and held.confirmation_seq >= state.seq_from
    group by held.engagement_id
),

compared as (
    select held.engagement_id, coalesce(added.seq, held.seq) as seq
    from held
    left join added on held.engagement_id = added.engagement_id
),

altered as (
    select
        compared.engagement_id,
        office_day(present.recorded_at) as since,
        unnest([
            case when not has_places(confirmed.places, present.places) then 'places' end,
            case when handlers_band(present.handlers) <> handlers_band(confirmed.handlers) then 'handlers' end,
            case when data_width(present.data_class) > data_width(confirmed.data_class) then 'data_class' end,
            case when not has_items(confirmed.data_items, present.data_items) then 'data_items' end,
            case when text_key(present.work) <> text_key(confirmed.work) then 'work' end
        ]) as what
    from compared
    inner join state as present
        on compared.engagement_id = present.id
        and $at_seq::bigint between present.seq_from and present.seq_to - 1
        and compared.seq < present.seq_from
    inner join state as confirmed
        on compared.engagement_id = confirmed.id and compared.seq between confirmed.seq_from and confirmed.seq_to - 1
    where present.revision > 1
),

-- A certification that ran out since, and was not renewed under the same scheme.
uncertified as (
    select held.engagement_id, max(expired.expires_on) + 1 as since, 'certification' as what
    from held
    inner join (
        select id, certification.scheme, max(certification.expires_on) as expires_on
        from (
            select id, unnest(certifications) as certification
            from organisations($at_seq::bigint)
            where len(list_filter(certifications, lambda each: each.expires_on < $as_of::date)) > 0
        )
        group by id, certification.scheme
        having count(*) = count(certification.expires_on)
    ) as expired on held.organisation_id = expired.id
    where expired.expires_on < held.seen_on and expired.expires_on >= held.confirmed_on
    group by held.engagement_id
),

-- All that is covered by the confirmation that covers this work.
alike as (
    select engagement_id, engagement_id as alike_id from held
    union
    select held.engagement_id, unnest([besides.engagement_id, besides.own_engagement_id]) as alike_id
    from held
    inner join covered_besides($at_seq::bigint, null) as besides on held.confirmation_id = besides.id
),

-- An incident in this work, or in what was confirmed with it, that came to be known since.
shaken as (
    select held.engagement_id, max(incident.known_on) as since, 'incident' as what
    from held
    inner join alike on held.engagement_id = alike.engagement_id
    inner join incident_clocks($as_of::date, $at_seq::bigint, null, 'engagement') as incident
        on alike.alike_id = incident.engagement_id and held.confirmed_on < incident.known_on
    group by held.engagement_id
),

-- What has changed since: one row a change. What else calls for a new confirmation is one more line.
change as (
    select engagement_id, since, what from altered where what is not null
    union all
    select engagement_id, since, what from uncertified
    union all
    select engagement_id, since, what from shaken
),

changed as (
    select engagement_id, min(since) as since, list(distinct what order by what) as what
    from change
    group by engagement_id
)

select
    engagement.engagement_id,
    engagement.contract_id,
    case when engagement.tier = 1 then 'contract' else 'subcontract' end as subject_kind,
    engagement.engagement_id as subject_id,
    case
        when changed.engagement_id is not null then changed.since
        when engagement.confirmation_state = 'expired' then engagement.confirmation_until_on
        else engagement.confirmed_on
    end as since,
    json_object(
        'confirmed_on', engagement.confirmed_on,
        'changed', coalesce(changed.what, []),
        'confirmation', case when changed.engagement_id is not null then 'changed' else engagement.confirmation_state end
    ) as detail
from engagement
left join changed on engagement.engagement_id = changed.engagement_id
where
    engagement.is_live
    and engagement.handles_personal
    and engagement.permission_state in ('not_required', 'permitted', 'conditional')
    and (engagement.confirmation_state in ('expired', 'negative') or changed.engagement_id is not null)
