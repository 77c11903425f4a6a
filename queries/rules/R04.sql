-- title: Wider than what is permitted
-- title_ja: 許諾の範囲を超える再委託
-- level: breach
-- on_write: refuse
-- refuses: permission_decision
-- basis: number-act-10-1, ppc-gl-4-2-1-2B
-- basis_without_spi: appi-gl-3-4-4, jimu-guide-4-8-9-1
-- says: Beyond what is permitted: {beyond}.
-- says_ja: 許諾の範囲を超えています（{beyond}）。
-- holds: Period, data class and data items stay within those of the tier above, and within what is permitted.
-- holds_ja: 期間、個人情報の区分及び取り扱う項目は、上位及び許諾の範囲内です。
-- beyond.period: the period exceeds the tier above
-- beyond.period_ja: 期間が上位を超える
-- beyond.data_class: the data class exceeds the tier above
-- beyond.data_class_ja: 個人情報の区分が上位を超える
-- beyond.data_items: data items that the tier above does not have
-- beyond.data_items_ja: 取り扱う項目が上位を超える
-- beyond.over: the work had ended by then
-- beyond.over_ja: 許諾の時点で業務が終了している
-- beyond.organisation: another subcontractor than when it was permitted
-- beyond.organisation_ja: 再委託先が許諾時と異なる
-- beyond.parent: under another tier than when it was permitted
-- beyond.parent_ja: 再委託元（上位）が許諾時と異なる
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
-- first recorded. What nobody stated then binds nobody. Places are not held against the tier above, because each works on
-- premises of its own; the work itself is judged by a person. What is over cannot be permitted any more.
with item_list as (
    select id, null::varchar as parent_id, data_items
    from contracts($at_seq::bigint)
    where $scope::varchar is null or id = $scope::varchar
    union all
    select id, parent_id, data_items
    from subcontracts($at_seq::bigint)
    where $scope::varchar is null or contract_id = $scope::varchar
),

-- The later states of contracts and subcontracts. What was permitted can be exceeded only where one of them came after
-- the decision, or where the decision says what it covers.
later as (
    select id, seq_from, recorded_at
    from contracts($at_seq::bigint)
    where revision > 1 and ($scope::varchar is null or id = $scope::varchar)
    union all
    select id, seq_from, recorded_at
    from subcontracts($at_seq::bigint)
    where revision > 1 and ($scope::varchar is null or contract_id = $scope::varchar)
),

held as (
    select
        engagement.engagement_id,
        engagement.parent_id,
        engagement.contract_id,
        engagement.data_class,
        engagement.ends_on,
        engagement.permitted_until_on,
        decision.granted_seq,
        decision.permitted_data_items as granted_items,
        decision.permitted_places as granted_places,
        greatest(own.seq_from, upper_tier.seq_from, whole.seq_from) > decision.granted_seq as is_changed,
        office_day(greatest(own.recorded_at, upper_tier.recorded_at, whole.recorded_at)) as changed_on
    from engagement
    inner join permission_decisions($at_seq::bigint) as decision
        on engagement.grant_id = decision.id
        and ($scope::varchar is null or decision.contract_id = $scope::varchar)
    left join later as own on engagement.engagement_id = own.id
    left join later as upper_tier on engagement.parent_id = upper_tier.id
    left join later as whole on engagement.contract_id = whole.id
    where
        engagement.needs_permission
        and (
            is_changed
            or decision.permitted_data_items is not null
            or decision.permitted_places is not null
        )
),

permitted as (
    select
        held.*,
        subcontract.organisation_id,
        subcontract.data_items,
        subcontract.places
    from held
    inner join subcontracts($at_seq::bigint) as subcontract
        on held.engagement_id = subcontract.id
        and ($scope::varchar is null or subcontract.contract_id = $scope::varchar)
),

-- The subcontracts with data items that the tier above does not have.
itemised as (
    select child.id as engagement_id
    from item_list as child
    inner join item_list as parent on child.parent_id = parent.id
    where len(parent.data_items) > 0 and not list_has_all(parent.data_items, child.data_items)
),

-- Work above that really began later than planned; what is below may have begun as planned.
delayed as (
    select id, starts_on
    from subcontracts($at_seq::bigint)
    where actual_started_on > starts_on and ($scope::varchar is null or contract_id = $scope::varchar)
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
            or least(child.ends_on, permission.until_on) > least(parent.ends_on, parent.permitted_until_on),
            false
        ) as is_longer,
        coalesce(data_width(child.data_class) > data_width(parent.data_class), false) as is_wider,
        itemised.engagement_id is not null as is_fuller,
        coalesce(permission.from_on > child.ends_on, false) as is_over
    from engagement as child
    inner join engagement as parent on child.parent_id = parent.engagement_id
    left join permission on child.engagement_id = permission.engagement_id
    left join itemised on child.engagement_id = itemised.engagement_id
    left join delayed on child.parent_id = delayed.id
    where child.needs_permission and (is_longer or is_wider or is_fuller or is_over)
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
        case when is_fuller then 'data_items' end,
        case when is_over then 'over' end
    ], lambda aspect: aspect is not null)) as detail
from tier
union all
select
    engagement.engagement_id,
    engagement.contract_id,
    case when exceeded.is_changed then 'subcontract' else 'permission_decision' end as subject_kind,
    case when exceeded.is_changed then engagement.engagement_id else engagement.grant_id end as subject_id,
    case when exceeded.is_changed then exceeded.changed_on else engagement.permitted_on end as since,
    not exceeded.is_changed and engagement.grant_taken = 'here' as is_refused,
    json_object('beyond', list_filter(exceeded.beyond, lambda aspect: aspect is not null)) as detail
from (
    select
        permitted.engagement_id,
        coalesce(permitted.is_changed, false) as is_changed,
        permitted.changed_on,
        [
            case when permitted.organisation_id <> earlier.organisation_id then 'organisation' end,
            case when permitted.parent_id <> earlier.parent_id then 'parent' end,
            case
                when permitted.ends_on > coalesce(
                    earlier.actual_ended_on, earlier.ends_on, upper_earlier.ends_on, contract_earlier.ends_on
                )
                and coalesce(permitted.ends_on > permitted.permitted_until_on, true) then 'permitted_period'
            end,
            case
                when data_width(permitted.data_class) > data_width(
                    coalesce(earlier.data_class, upper_earlier.data_class, contract_earlier.data_class)
                ) then 'permitted_data_class'
            end,
            case
                when not list_has_all(
                    coalesce(permitted.granted_items, earlier.data_items), permitted.data_items
                ) then 'permitted_data_items'
            end,
            case
                when not list_has_all(
                    place_keys(coalesce(permitted.granted_places, earlier.places)), place_keys(permitted.places)
                ) then 'permitted_places'
            end
        ] as beyond
    from permitted
    left join subcontract as earlier
        on permitted.engagement_id = earlier.id
        and permitted.granted_seq between earlier.seq_from and earlier.seq_to - 1
        and ($scope::varchar is null or earlier.contract_id = $scope::varchar)
    left join subcontract as upper_earlier
        on permitted.parent_id = upper_earlier.id
        and permitted.granted_seq between upper_earlier.seq_from and upper_earlier.seq_to - 1
        and ($scope::varchar is null or upper_earlier.contract_id = $scope::varchar)
    left join contract as contract_earlier
        on permitted.contract_id = contract_earlier.id
        and ($scope::varchar is null or contract_earlier.id = $scope::varchar)
        and permitted.granted_seq between contract_earlier.seq_from and contract_earlier.seq_to - 1
) as exceeded
inner join engagement on exceeded.engagement_id = engagement.engagement_id
where list_any_value(exceeded.beyond) is not null
