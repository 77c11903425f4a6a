-- title: Status of subcontracting unknown
-- title_ja: 再委託の有無が不明
-- level: incomplete
-- on_write: record
-- basis: kanagawa-2022, ppc-gl-4-2-1-2C
-- says: {declaration}.
-- says_ja: {declaration}。
-- declaration.none: No subcontract is on record, and the contractor has not declared that it subcontracts nothing
-- declaration.none_ja: 再委託の記録がなく、再委託がない旨の申告もありません
-- declaration.expired: No subcontract is on record, and the declaration of {declared_on} is out of date
-- declaration.expired_ja: 再委託の記録がなく、{declared_on}の申告は有効期間を過ぎています
-- declaration.contradicted: On {declared_on} the contractor declared that it subcontracts nothing, yet a subcontract was under way
-- declaration.contradicted_ja: {declared_on}に再委託がない旨の申告を受けていますが、その日に続いていた再委託が記録されています
-- remedy: Have the contractor declare, with a date, that it subcontracts nothing, or record the chain.
-- remedy_ja: 再委託がない旨の申告を日付入りで受けるか、再委託の系統を記録してください。
-- remedy.contradicted: Ask the contractor which of the two is right, and correct the other.
-- remedy.contradicted_ja: 申告と再委託の記録のどちらが正しいかを受託者に確認し、誤っている方を訂正してください。
-- R34. An empty field means unknown, not none; a declaration holds for the office's number of months. A chain is known
-- while a subcontract is under way or to come, and for as many months after the end of one that began since the last
-- declaration. What was refused or withdrawn and never began is no subcontract.
with declared as (
    select contract_id, max(declared_on) as declared_on
    from declarations($as_of::date, $at_seq::bigint, $scope::varchar)
    group by contract_id
),

chain as (
    select
        engagement.contract_id,
        bool_or(
            coalesce(engagement.ends_on >= $as_of::date, true)
            or (
                engagement.starts_on > declared.declared_on
                and engagement.ends_on + to_months(cast(policy.declaration_valid_months as integer)) >= $as_of::date
            )
        ) as is_known,
        bool_or(
            engagement.is_begun and is_within(declared.declared_on, engagement.starts_on, engagement.ends_on)
        ) as is_contradicted
    from engagement
    left join declared on engagement.contract_id = declared.contract_id
    cross join policies_on($as_of::date, $at_seq::bigint) as policy
    where
        engagement.tier > 1
        and (engagement.is_begun or engagement.permission_state not in ('refused', 'withdrawn'))
    group by engagement.contract_id
),

declaration as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.starts_on,
        declared.declared_on,
        cast(
            declared.declared_on + to_months(cast(policy.declaration_valid_months as integer)) as date
        ) as valid_until_on,
        case
            when chain.is_contradicted then 'contradicted'
            when chain.is_known then null
            when declared.declared_on is null then 'none'
            when valid_until_on < $as_of::date then 'expired'
        end as state
    from engagement
    left join declared on engagement.contract_id = declared.contract_id
    cross join policies_on($as_of::date, $at_seq::bigint) as policy
    left join chain on engagement.contract_id = chain.contract_id
    where engagement.tier = 1 and engagement.is_live and engagement.handles_personal
)

select
    engagement_id,
    contract_id,
    'contract' as subject_kind,
    contract_id as subject_id,
    case when state = 'contradicted' then declared_on else coalesce(valid_until_on, starts_on) end as since,
    json_object('declaration', state, 'declared_on', declared_on) as detail
from declaration
where state is not null
