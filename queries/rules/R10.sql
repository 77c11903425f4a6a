-- title: All of the work, or its principal part, subcontracted
-- title_ja: 一括再委託・主たる部分の再委託
-- level: breach
-- on_write: refuse
-- refuses: permission
-- basis: nagano-2025, kanagawa-2024, design
-- says: {part}: {lacks}.
-- says_ja: {part}。{lacks}。
-- part.whole: All of the work is subcontracted
-- part.whole_ja: 業務の全部を再委託しています
-- part.principal: The principal part of the work is subcontracted
-- part.principal_ja: 業務の主たる部分を再委託しています
-- lacks.barred: the contract or the office does not allow it
-- lacks.barred_ja: 契約又は委託元の定めにより認められません
-- lacks.reason: the reason why it is allowed all the same is missing
-- lacks.reason_ja: それでも認める理由の記録がありません
-- holds: Nothing bars what part of the work is subcontracted.
-- holds_ja: 一括・主たる部分の再委託に支障はありません。
-- remedy: Record why the whole or the principal part is subcontracted all the same.
-- remedy_ja: 一括又は主たる部分の再委託を認める理由を記録してください。
-- remedy.barred: Have the part that is subcontracted reduced, or change the contract or the office's policy first.
-- remedy.barred_ja: 再委託する範囲を減らさせるか、先に契約又は委託元の定めを変更してください。
-- R10. The My Number Act itself allows the whole to be subcontracted with permission; local rules and contracts often do
-- not. What the contract bars is barred; for the rest the office's policy says whether a reason will do: that of the day on
-- which it was permitted, or where it was not, that of as_of.
with passed_on as (
    select id as engagement_id, override_reason, case when extent = 'whole' then 'whole' else 'principal' end as part
    from subcontracts($at_seq::bigint)
    where
        (extent = 'whole' or is_principal_part)
        and ($scope::varchar is null or contract_id = $scope::varchar)
),

contract as (
    select id, coalesce(is_principal_part_barred, false) as is_barred
    from contracts($at_seq::bigint)
    where $scope::varchar is null or id = $scope::varchar
),

judged as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.starts_on,
        permission.id as permission_id,
        permission.taken,
        permission.decided_on,
        passed_on.part,
        case
            when contract.is_barred or policy.principal_part = 'refused' then 'barred'
            when passed_on.override_reason is null and coalesce(engagement.ends_on >= $as_of::date, true) then 'reason'
        end as lacks
    from passed_on
    inner join engagement on passed_on.engagement_id = engagement.engagement_id
    inner join contract on engagement.contract_id = contract.id
    left join permission on engagement.engagement_id = permission.engagement_id
    inner join policies($at_seq::bigint) as policy
        on coalesce(permission.decided_on, $as_of::date) between policy.from_on and policy.until_on
    where engagement.needs_permission and (engagement.is_begun or permission.id is not null)
)

select
    engagement_id,
    contract_id,
    case when permission_id is null then 'subcontract' else 'permission_decision' end as subject_kind,
    coalesce(permission_id, engagement_id) as subject_id,
    coalesce(decided_on, starts_on) as since,
    case when lacks = 'barred' then 'breach' else 'incomplete' end as level,
    coalesce(taken = 'here', false) as is_refused,
    json_object('part', part, 'lacks', lacks) as detail
from judged
where lacks is not null
