-- title: Wider than what the tier above may do
-- title_ja: 上位の範囲を超える再委託
-- level: breach
-- on_write: refuse
-- refuses: permission_decision
-- basis: number-act-10-1, ppc-gl-4-2-1-2B
-- basis_without_spi: appi-gl-3-4-4, jimu-guide-4-8-9-1
-- says: Beyond the tier above in: {beyond}.
-- says_ja: 上位の範囲を超えています（{beyond}）。
-- beyond.period: period
-- beyond.period_ja: 期間
-- beyond.data_class: data class
-- beyond.data_class_ja: 個人情報の区分
-- beyond.data_items: data items
-- beyond.data_items_ja: 取り扱う項目
-- remedy: Narrow it, or have a change of the tier above permitted first.
-- remedy_ja: 範囲を狭めるか、先に上位の変更について許諾を得させてください。
-- R04. Period, data class and data items stay within the parent's; the work itself is judged by a person.
with class_width as (
    select * from (values ('none', 0), ('personal', 1), ('sensitive', 2), ('spi', 3)) as t (data_class, width)
),

item_list as (
    select id, data_items from contracts($at_seq::bigint) where $scope::varchar is null or id = $scope::varchar
    union all
    select id, data_items
    from subcontracts($at_seq::bigint)
    where $scope::varchar is null or contract_id = $scope::varchar
),

comparison as (
    select
        child.*,
        coalesce(child.starts_on < parent.starts_on, false)
        or coalesce(child.ends_on > least(parent.ends_on, parent.permitted_until_on), false) as is_longer,
        coalesce(child_width.width > parent_width.width, false) as is_wider,
        coalesce(
            len(child_items.data_items) > 0
            and len(parent_items.data_items) > 0
            and not list_has_all(parent_items.data_items, child_items.data_items),
            false
        ) as has_more_items
    from engagement as child
    inner join engagement as parent on child.parent_id = parent.engagement_id
    left join class_width as child_width on child.data_class = child_width.data_class
    left join class_width as parent_width on parent.data_class = parent_width.data_class
    left join item_list as child_items on child.engagement_id = child_items.id
    left join item_list as parent_items on child.parent_id = parent_items.id
    where child.needs_permission
)

select
    engagement_id,
    contract_id,
    case when grant_id is null then 'subcontract' else 'permission_decision' end as subject_kind,
    coalesce(grant_id, engagement_id) as subject_id,
    coalesce(permitted_on, starts_on) as since,
    coalesce(grant_taken = 'here', false) as is_refused,
    json_object('beyond', list_filter(
        [
            case when is_longer then 'period' end,
            case when is_wider then 'data_class' end,
            case when has_more_items then 'data_items' end
        ],
        lambda aspect: aspect is not null
    )) as detail
from comparison
where is_longer or is_wider or has_more_items
