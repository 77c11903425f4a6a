-- title: Chain that loops or runs deep
-- title_ja: 系統の循環・多層化
-- level: breach
-- on_write: refuse
-- refuses: subcontract
-- basis: number-act-10-2, design
-- says: {chain}.
-- says_ja: {chain}。
-- chain.organisation: The organisation stands under itself
-- chain.organisation_ja: 同じ事業者が自らの下に置かれています
-- chain.loop: The subcontract is not connected to its contract
-- chain.loop_ja: 再委託が契約につながっていません（循環）
-- chain.deep: The chain reaches tier {tier}
-- chain.deep_ja: 再委託が第{tier}階層に及んでいます
-- remedy: Correct under whom the subcontract stands; have a chain that really runs so put in order.
-- remedy_ja: 再委託元（上位）の記録を確認し、誤りであれば訂正してください。実際にそのとおりであれば、受託者に体制の是正を求めてください。
-- remedy.loop: Correct under whom the subcontract stands, so that it leads up to its contract.
-- remedy.loop_ja: 再委託元（上位）の記録を訂正し、契約までつながるようにしてください。
-- remedy.deep: Check whether the work needs so many tiers; where it does not, have the contractor shorten the chain.
-- remedy.deep_ja: これほどの階層が業務に必要かを確認し、必要でなければ受託者に体制の見直しを求めてください。
-- R35. No subcontract stands under itself and no organisation under itself; deep chains are pointed out. An organisation
-- under itself is refused where it is asked for; one that was found or taken over is a fact, and flagged.
with recursive pair as (
    select
        lower_tier.engagement_id,
        upper_tier.engagement_id as upper_id,
        lower_tier.parent_id
    from engagement as lower_tier
    inner join engagement as upper_tier
        on lower_tier.contract_id = upper_tier.contract_id
        and lower_tier.organisation_id = upper_tier.organisation_id
        and upper_tier.tier < lower_tier.tier
),

climb as (
    select engagement_id, upper_id, parent_id as reached_id from pair
    union all
    select climb.engagement_id, climb.upper_id, engagement.parent_id as reached_id
    from climb
    inner join engagement on climb.reached_id = engagement.engagement_id
    where climb.reached_id <> climb.upper_id and engagement.parent_id is not null
),

flaw as (
    select distinct engagement_id, 'organisation' as chain
    from climb
    where reached_id = upper_id
    union all
    select engagement.engagement_id, 'deep' as chain
    from engagement
    cross join policies_on($as_of::date, $at_seq::bigint) as policy
    where engagement.tier > policy.depth_warning
)

select
    engagement.engagement_id,
    engagement.contract_id,
    'subcontract' as subject_kind,
    engagement.engagement_id as subject_id,
    engagement.starts_on as since,
    case when flaw.chain = 'deep' then 'incomplete' else 'breach' end as level,
    flaw.chain <> 'deep' and coalesce(subcontract.origin, 'requested') = 'requested' as is_refused,
    json_object('chain', flaw.chain, 'tier', engagement.tier) as detail
from flaw
inner join engagement on flaw.engagement_id = engagement.engagement_id
inner join subcontracts($at_seq::bigint) as subcontract
    on flaw.engagement_id = subcontract.id
    and ($scope::varchar is null or subcontract.contract_id = $scope::varchar)
union all
select
    subcontract.id as engagement_id,
    subcontract.contract_id,
    'subcontract' as subject_kind,
    subcontract.id as subject_id,
    subcontract.starts_on as since,
    'breach' as level,
    true as is_refused,
    json_object('chain', 'loop', 'tier', null) as detail
from subcontracts($at_seq::bigint) as subcontract
-- Not where the contract itself is unknown, its state of that time having been erased.
semi join contracts($at_seq::bigint) as contract
    on subcontract.contract_id = contract.id and ($scope::varchar is null or contract.id = $scope::varchar)
anti join engagement on subcontract.id = engagement.engagement_id
where $scope::varchar is null or subcontract.contract_id = $scope::varchar
