-- title: Wider than what is permitted
-- title_ja: 許諾の範囲を超える再委託
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: number-act-10-1, ppc-gl-4-2-1-2B
-- basis_without_spi: appi-gl-3-4-4, jimu-guide-4-8-9-1
-- says: Beyond what is permitted: {beyond}.
-- says_ja: 許諾の範囲を超えています（{beyond}）。
-- holds: Period, data class, data items and the countries of its places stay within those of the tier above, and within what is permitted.
-- holds_ja: 期間、個人情報の区分、取り扱う項目及び作業場所・保管場所の国は、上位及び許諾の範囲内です。
-- beyond.period: the period exceeds the tier above
-- beyond.period_ja: 期間が上位を超える
-- beyond.data_class: the data class exceeds the tier above
-- beyond.data_class_ja: 個人情報の区分が上位を超える
-- beyond.data_items: data items that the tier above does not have
-- beyond.data_items_ja: 取り扱う項目が上位を超える
-- beyond.places: a place of work or storage in a country in which the tier above has none
-- beyond.places_ja: 上位の作業場所・保管場所がない国に作業場所・保管場所がある
-- beyond.over: the work had ended by then
-- beyond.over_ja: 許諾の時点で業務が終了している
-- beyond.work: the work exceeds that of the tier above
-- beyond.work_ja: 業務の内容が上位を超える
-- beyond.permitted_period: longer than permitted
-- beyond.permitted_period_ja: 期間が許諾時を超える
-- beyond.permitted_data_class: a wider data class than permitted
-- beyond.permitted_data_class_ja: 個人情報の区分が許諾時を超える
-- beyond.permitted_data_items: data items that were not permitted
-- beyond.permitted_data_items_ja: 取り扱う項目が許諾の範囲を超える
-- beyond.permitted_places: places that were not permitted
-- beyond.permitted_places_ja: 作業場所・保管場所が許諾の範囲を超える
-- remedy: Narrow it to what is permitted, or have the change permitted first: of the tier above where that is exceeded.
-- remedy_ja: 許諾の範囲まで狭めるか、変更の申請を受けて改めて諾否を決定してください。上位を超える場合は、先に上位の変更について決定してください。
-- R04. A tier stays within the one above it, and within its own permission: what the decision names of data items and
-- places, else what the subcontract and the tiers it takes its data class and its end from said when that decision was
-- first recorded. What nobody stated then binds nobody. Places are held against the tier above by their country alone,
-- because each works on premises of its own; of the work itself a person says on the decision whether it stays within.
-- A permission above that was revoked is R03's to say, once it ends. What is over cannot be permitted any more. A
-- permission of another organisation, or under another tier, is none (R05).
with recursive item_list as (
    select id, null::varchar as parent_id, data_items, places
    from contracts($at_seq::bigint)
    where $scope::varchar is null or id = $scope::varchar
    union all
    select id, parent_id, data_items, places
    from subcontracts($at_seq::bigint)
    where $scope::varchar is null or contract_id = $scope::varchar
),

later as (
    select id, id as contract_id, seq_from, recorded_at
    from contracts($at_seq::bigint)
    where revision > 1 and ($scope::varchar is null or id = $scope::varchar)
    union all
    select id, contract_id, seq_from, recorded_at
    from subcontracts($at_seq::bigint)
    where revision > 1 and ($scope::varchar is null or contract_id = $scope::varchar)
),

-- What was permitted can be exceeded only where something under the contract came after the decision. A permission that
-- is yet to begin covers its work as well: what it permits may be on record before its first day.
held as (
    select
        permission.id,
        engagement.engagement_id,
        engagement.data_class,
        engagement.ends_on,
        engagement.permitted_until_on,
        decision.granted_seq,
        decision.permitted_data_items,
        decision.permitted_places
    from permission
    inner join engagement on permission.engagement_id = engagement.engagement_id
    inner join permission_decisions($at_seq::bigint) as decision
        on permission.id = decision.id
        and ($scope::varchar is null or decision.contract_id = $scope::varchar)
    inner join (select contract_id, max(seq_from) as seq_from from later group by contract_id) as changed
        on engagement.contract_id = changed.contract_id
    where
        engagement.needs_permission
        and (changed.seq_from > decision.granted_seq or len(engagement.to_come) > 0)
),

state as (
    select id, null::varchar as parent_id, data_class, ends_on, seq_from, seq_to
    from contract
    where $scope::varchar is null or id = $scope::varchar
    union all
    select id, parent_id, data_class, ends_on, seq_from, seq_to
    from subcontract
    where $scope::varchar is null or contract_id = $scope::varchar
),

-- What each was when it was decided on: of its data class and its end what it said itself, else what the next tier
-- above said then, however many tiers up; and the last change since of any of those.
as_decided as (
    select
        held.id,
        held.granted_seq,
        1 as steps,
        own.parent_id as upper_id,
        own.data_class,
        coalesce(own.actual_ended_on, own.ends_on) as ends_on,
        own.data_items,
        own.places,
        later.seq_from as changed_seq,
        later.recorded_at as changed_at
    from held
    left join subcontract as own
        on held.engagement_id = own.id
        and held.granted_seq between own.seq_from and own.seq_to - 1
        and ($scope::varchar is null or own.contract_id = $scope::varchar)
    left join later on held.engagement_id = later.id
    union all
    select
        as_decided.id,
        as_decided.granted_seq,
        as_decided.steps + 1,
        above.parent_id,
        coalesce(as_decided.data_class, above.data_class),
        coalesce(as_decided.ends_on, above.ends_on),
        as_decided.data_items,
        as_decided.places,
        greatest(as_decided.changed_seq, later.seq_from),
        greatest(as_decided.changed_at, later.recorded_at)
    from as_decided
    inner join state as above
        on as_decided.upper_id = above.id
        and as_decided.granted_seq between above.seq_from and above.seq_to - 1
    left join later on as_decided.upper_id = later.id
    where (as_decided.data_class is null or as_decided.ends_on is null) and as_decided.steps < 100
),

permitted as (
    select id, max_by(as_decided, steps) as what
    from as_decided
    group by id
),

-- Permissions that say what they cover, and whether that is less than the work was when they were given.
named as (
    select
        permission.*,
        decision.is_work_within,
        decision.granted_seq > subcontract.seq_from as is_unchanged,
        is_unchanged
        and coalesce(
            not has_items(decision.permitted_data_items, subcontract.data_items), false
        ) as is_fuller,
        is_unchanged
        and coalesce(
            not has_places(decision.permitted_places, subcontract.places), false
        ) as is_elsewhere
    from permission
    inner join permission_decisions($at_seq::bigint) as decision
        on permission.id = decision.id
        and ($scope::varchar is null or decision.contract_id = $scope::varchar)
    inner join engagement on permission.engagement_id = engagement.engagement_id
    inner join subcontracts($at_seq::bigint) as subcontract
        on permission.engagement_id = subcontract.id
        and ($scope::varchar is null or subcontract.contract_id = $scope::varchar)
    where
        engagement.needs_permission
        and (
            decision.permitted_data_items is not null
            or decision.permitted_places is not null
            or not decision.is_work_within
        )
),

-- The subcontracts with data items, or a place in a country, that the tier above does not have.
itemised as (
    select
        child.id as engagement_id,
        coalesce(
            len(parent.data_items) > 0 and not has_items(parent.data_items, child.data_items), false
        ) as has_more_items,
        coalesce(
            len(parent.places) > 0 and not has_countries(parent.places, child.places), false
        ) as is_farther
    from item_list as child
    inner join item_list as parent on child.parent_id = parent.id
    where has_more_items or is_farther
),

-- Work above that really began later than planned; what is below may have begun as planned.
delayed as (
    select id, starts_on
    from subcontracts($at_seq::bigint)
    where actual_started_on > starts_on and ($scope::varchar is null or contract_id = $scope::varchar)
),

-- What the office found, was told of afterwards, or took over.
found as (
    select id
    from subcontracts($at_seq::bigint)
    where origin <> 'requested' and ($scope::varchar is null or contract_id = $scope::varchar)
),

tier as (
    select
        child.engagement_id,
        child.contract_id,
        coalesce(permission.decided_on, child.starts_on) as since,
        permission.id as permission_id,
        permission.taken,
        coalesce(
            child.starts_on < least(parent.starts_on, delayed.starts_on)
            or least(child.ends_on, permission.until_on) > least(parent.ends_on, parent.granted_until_on),
            false
        ) as is_longer,
        coalesce(data_width(child.data_class) > data_width(parent.data_class), false) as is_wider,
        itemised.engagement_id is not null as is_fuller,
        itemised.has_more_items,
        itemised.is_farther,
        coalesce(permission.from_on > child.ends_on, false) as is_over
    from engagement as child
    inner join engagement as parent on child.parent_id = parent.engagement_id
    left join permission on child.engagement_id = permission.engagement_id
    left join itemised on child.engagement_id = itemised.engagement_id
    left join delayed on child.parent_id = delayed.id
    left join found on child.engagement_id = found.id
    -- What is merely asked for or planned breaks nothing; the decision on it is held against the tier above.
    where
        child.needs_permission
        and (child.is_begun or permission.id is not null or found.id is not null)
        and (is_longer or is_wider or is_fuller or is_over)
)

select
    engagement_id,
    contract_id,
    case when permission_id is null then 'subcontract' else 'permission_decision' end as subject_kind,
    coalesce(permission_id, engagement_id) as subject_id,
    since,
    coalesce(taken = 'here', false) as is_refused,
    json_object('beyond', list_filter([
        case when is_longer then 'period' end,
        case when is_wider then 'data_class' end,
        case when has_more_items then 'data_items' end,
        case when is_farther then 'places' end,
        case when is_over then 'over' end
    ], lambda aspect: aspect is not null)) as detail
from tier
union all
select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    id as subject_id,
    decided_on as since,
    taken = 'here' as is_refused,
    json_object('beyond', list_filter([
        case when not is_work_within then 'work' end,
        case when is_fuller then 'permitted_data_items' end,
        case when is_elsewhere then 'permitted_places' end
    ], lambda aspect: aspect is not null)) as detail
from named
where not is_work_within or is_fuller or is_elsewhere
-- What follows flags and never refuses.
union all
select
    engagement.engagement_id,
    engagement.contract_id,
    'subcontract' as subject_kind,
    engagement.engagement_id as subject_id,
    exceeded.changed_on as since,
    false as is_refused,
    json_object('beyond', list_filter(exceeded.beyond, lambda aspect: aspect is not null)) as detail
from (
    select
        held.id,
        held.engagement_id,
        coalesce(permitted.what.changed_seq > held.granted_seq, false) as is_changed,
        office_day(permitted.what.changed_at) as changed_on,
        [
            case
                when held.ends_on > permitted.what.ends_on
                and coalesce(held.ends_on > held.permitted_until_on, true) then 'permitted_period'
            end,
            case
                when data_width(held.data_class) > data_width(permitted.what.data_class) then 'permitted_data_class'
            end,
            case
                when not has_items(
                    coalesce(held.permitted_data_items, permitted.what.data_items), subcontract.data_items
                ) then 'permitted_data_items'
            end,
            case
                when not has_places(
                    coalesce(held.permitted_places, permitted.what.places), subcontract.places
                ) then 'permitted_places'
            end
        ] as beyond
    from held
    inner join permitted on held.id = permitted.id
    inner join subcontracts($at_seq::bigint) as subcontract
        on held.engagement_id = subcontract.id
        and ($scope::varchar is null or subcontract.contract_id = $scope::varchar)
) as exceeded
inner join engagement on exceeded.engagement_id = engagement.engagement_id
qualify
    exceeded.id = engagement.grant_id
    and bool_and(exceeded.is_changed and list_any_value(exceeded.beyond) is not null) over (
        partition by exceeded.engagement_id
    )
