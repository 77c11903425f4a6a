-- title: Handled abroad without regard to that country's system
-- title_ja: 外国における取扱いと外的環境の把握
-- level: incomplete
-- on_write: refuse
-- refuses: handling_confirmation, permission
-- basis: ppc-gl-annex1-2G, jps-2015
-- basis_without_spi: jimu-guide-4-8-9, jps-2015
-- says: Data is handled abroad or by a foreign business: {abroad}.
-- says_ja: 外国で、又は外国の事業者が取り扱っています。{abroad}。
-- abroad.unknown: the confirmation says nothing of that country's system
-- abroad.unknown_ja: 取扱状況の確認に、当該国の制度等の把握の記載がありません
-- abroad.barred: the office's policy is that data stays within Japan
-- abroad.barred_ja: 委託元の定めでは、取扱いは日本国内に限られます
-- holds: Nothing stands against the country in which the data is handled.
-- holds_ja: 取扱いの場所が国外にあることによる支障はありません。
-- remedy: Grasp that country's system for personal data, take measures, and say so in the confirmation.
-- remedy_ja: 当該国の個人情報の保護に関する制度等を把握し、必要な措置を講じた上で、取扱状況の確認に記載してください。
-- remedy.barred: Have the data handled within Japan.
-- remedy.barred_ja: 日本国内で取り扱わせてください。
-- R27. A confirmation of handling abroad is positive only with the external environment grasped: in its own field, or under
-- item G-1 with its grounds. Only the last confirmation is looked at; one presumed from an older ledger is flagged.
with policy as (
    select is_domestic_only, from_on, until_on from policies($at_seq::bigint)
),

place as (
    select id as engagement_id
    from contracts($at_seq::bigint)
    where is_abroad and ($scope::varchar is null or id = $scope::varchar)
    union
    select id as engagement_id
    from subcontracts($at_seq::bigint)
    where is_abroad and ($scope::varchar is null or contract_id = $scope::varchar)
),

foreigner as (
    select id as organisation_id
    from organisations($at_seq::bigint)
    where is_abroad
),

abroad as (
    select engagement.*
    from engagement
    left join place on engagement.engagement_id = place.engagement_id
    left join foreigner on engagement.organisation_id = foreigner.organisation_id
    where
        engagement.handles_personal
        and (place.engagement_id is not null or foreigner.organisation_id is not null)
        and coalesce(engagement.ends_on >= $as_of::date, true)
),

confirmed as (
    select
        confirmation.engagement_id,
        arg_max(
            struct_pack(
                id := confirmation.id,
                confirmed_on := confirmation.confirmed_on,
                is_refused := not coalesce(confirmation.is_presumed, false),
                is_silent := confirmation.is_positive and not confirmation.is_environment_known
            ),
            day_order(confirmation.confirmed_on, confirmation.confirmed_seq)
        ) as last
    from confirmations($as_of::date, $at_seq::bigint, $scope::varchar) as confirmation
    semi join abroad on confirmation.engagement_id = abroad.engagement_id
    where confirmation.confirmed_on <= $as_of::date
    group by confirmation.engagement_id
)

select
    abroad.engagement_id,
    abroad.contract_id,
    'handling_confirmation' as subject_kind,
    confirmed.last.id as subject_id,
    confirmed.last.confirmed_on as since,
    'incomplete' as level,
    confirmed.last.is_refused as is_refused,
    json_object('abroad', 'unknown') as detail
from abroad
inner join confirmed on abroad.engagement_id = confirmed.engagement_id
where confirmed.last.is_silent
union all
select
    abroad.engagement_id,
    abroad.contract_id,
    case
        when permission.id is not null then 'permission_decision'
        when abroad.tier = 1 then 'contract'
        else 'subcontract'
    end as subject_kind,
    coalesce(permission.id, abroad.engagement_id) as subject_id,
    coalesce(permission.decided_on, abroad.starts_on) as since,
    'breach' as level,
    coalesce(permission.taken = 'here' and earlier.is_domestic_only, false) as is_refused,
    json_object('abroad', 'barred') as detail
from abroad
inner join policy on $as_of::date between policy.from_on and policy.until_on
left join permission on abroad.engagement_id = permission.engagement_id
left join policy as earlier on permission.decided_on between earlier.from_on and earlier.until_on
where policy.is_domestic_only and (abroad.is_begun or permission.id is not null)
