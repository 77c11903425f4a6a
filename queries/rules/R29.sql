-- title: The PIA statement says otherwise of subcontracting
-- title_ja: 評価書の記載と再委託の実態の不一致
-- level: incomplete
-- on_write: record
-- basis: pia-form-2-4, number-act-28, design
-- says: {statement} (permitted tiers: {tiers}).
-- says_ja: {statement}（許諾中の再委託 {tiers}件）。
-- statement.denied: The PIA statement says that the work is not subcontracted, yet it is
-- statement.denied_ja: 評価書では「再委託しない」とされていますが、許諾した再委託があります
-- statement.unstated: What the PIA statement says of subcontracting is not on record
-- statement.unstated_ja: 再委託の有無について評価書に何と記載されているかが記録されていません
-- statement.matters: The PIA statement names no matter that is subcontracted
-- statement.matters_ja: 評価書の再委託事項の記載が記録されていません
-- statement.declared: The PIA statement says that the work is subcontracted, and the contractor has declared that it is not
-- statement.declared_ja: 評価書では「再委託する」とされていますが、受託者は再委託がない旨を申告しています
-- remedy: Compare the PIA statement with the chain, and have the one that is wrong put right.
-- remedy_ja: 評価書の記載と再委託の系統を照らし合わせ、誤っている方を改めてください。
-- remedy.unstated: Record what items 7 and 9 of the PIA statement say.
-- remedy.unstated_ja: 評価書の⑦再委託の有無及び⑨再委託事項の記載を記録してください。
-- R29. Items 7 and 9 of the statement against the permitted tiers. Asked only where the contract says which statement it
-- stands in, and of what kind: the form for basic items has no such entry.
with stated as (
    select
        id as contract_id,
        starts_on,
        pia_subcontracting,
        id in (
            select declared.contract_id
            from declarations($as_of::date, $at_seq::bigint, $scope::varchar) as declared
        ) as is_none_declared,
        len(coalesce(pia_subcontracted, [])) = 0 as is_silent
    from contracts($at_seq::bigint)
    where
        (pia_subcontracting is not null or pia_kind in ('full', 'priority'))
        and ($scope::varchar is null or id = $scope::varchar)
),

chain as (
    select contract_id, count(*) as tiers
    from engagement
    where
        tier > 1
        and handles_spi
        and permission_state in ('permitted', 'conditional')
        and coalesce(ends_on >= $as_of::date, true)
    group by contract_id
),

compared as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.starts_on,
        coalesce(chain.tiers, 0) as tiers,
        case
            when chain.tiers is null then
                case when stated.pia_subcontracting = 'yes' and stated.is_none_declared then 'declared' end
            when stated.pia_subcontracting = 'no' then 'denied'
            when stated.pia_subcontracting is null then 'unstated'
            when stated.is_silent then 'matters'
        end as statement
    from engagement
    inner join stated on engagement.engagement_id = stated.contract_id
    left join chain on engagement.contract_id = chain.contract_id
    where engagement.is_live and engagement.handles_spi
)

select
    engagement_id,
    contract_id,
    'contract' as subject_kind,
    contract_id as subject_id,
    starts_on as since,
    json_object('statement', statement, 'tiers', tiers) as detail
from compared
where statement is not null
