-- title: Status of subcontracting unknown
-- title_ja: 再委託の有無が不明
-- level: incomplete
-- on_write: record
-- basis: kanagawa-2022, ppc-gl-4-2-1-2C
-- says: No subcontract is on record, and {declaration}.
-- says_ja: 再委託の記録がなく、{declaration}。
-- declaration.none: the contractor has not declared that it subcontracts nothing
-- declaration.none_ja: 再委託がない旨の申告もありません
-- declaration.expired: the declaration of {declared_on} is out of date
-- declaration.expired_ja: {declared_on}の申告は有効期間を過ぎています
-- remedy: Have the contractor declare, with a date, that it subcontracts nothing, or record the chain.
-- remedy_ja: 再委託がない旨の申告を日付入りで受けるか、再委託の系統を記録してください。
-- R34. An empty field means unknown, not none; a declaration holds for the office's number of months.
with subcontracted as (
    select distinct contract_id from engagement where tier > 1
)

select
    engagement.engagement_id,
    engagement.contract_id,
    'contract' as subject_kind,
    engagement.contract_id as subject_id,
    coalesce(
        cast(contract.none_declared_on + to_months(cast(policy.declaration_valid_months as integer)) as date), engagement.starts_on
    ) as since,
    json_object(
        'declaration', case when contract.none_declared_on is null then 'none' else 'expired' end,
        'declared_on', contract.none_declared_on
    ) as detail
from engagement
inner join contracts($at_seq::bigint) as contract on engagement.contract_id = contract.id
cross join offices($at_seq::bigint) as policy
left join subcontracted on engagement.contract_id = subcontracted.contract_id
where
    engagement.tier = 1
    and engagement.is_live
    and engagement.handles_personal
    and subcontracted.contract_id is null
    and (
        contract.none_declared_on is null
        or contract.none_declared_on > $as_of::date
        or contract.none_declared_on + to_months(cast(policy.declaration_valid_months as integer)) < $as_of::date
    )
