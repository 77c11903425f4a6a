-- title: Contract between tiers without its clauses
-- title_ja: 再委託契約の条項の不備
-- level: incomplete
-- on_write: refuse
-- refuses: permission
-- basis: ppc-gl-4-2-1-2B, ppc-gl-4-2-1-1B-2
-- says: In the contract with the tier above, {lacks}.
-- says_ja: 上位との再委託契約は、{lacks}。
-- lacks.absent: clauses that must be there are missing
-- lacks.absent_ja: 必要な条項がありません
-- lacks.unseen: not all clauses that must be there have been looked for
-- lacks.unseen_ja: 必要な条項の有無が確認されていません
-- lacks.passing_on: nothing is said of further subcontracting, its conditions or the duty to notify it
-- lacks.passing_on_ja: 更なる再委託の取扱い、その条件又は通知義務の定めがありません
-- holds: Nothing stands against the clauses of the contract between the tiers.
-- holds_ja: 再委託契約の条項に支障はありません。
-- remedy: See the contract between the tiers, and record of each clause whether it is there.
-- remedy_ja: 上位との契約書を確認し、条項の有無を記録してください。
-- remedy.absent: Have the missing clauses added to the contract between the tiers, and record them.
-- remedy.absent_ja: 上位との契約に必要な条項を加えさせ、記録してください。
-- remedy.passing_on: Have the clauses added first, or permit with that condition.
-- remedy.passing_on_ja: 先に条項を加えさせるか、条項を加えることを条件として許諾してください。
-- R12. The contract between two tiers says how further subcontracting is dealt with, on what conditions, and that it is
-- notified, beside the ten clauses of every contract. A permission without conditions is refused where it is known not to.
with agreed as (
    select
        id as engagement_id,
        clauses_denied(clauses) as denied
    from subcontracts($at_seq::bigint)
    where not has_clauses and ($scope::varchar is null or contract_id = $scope::varchar)
),

granted as (
    select id, len(coalesce(conditions, [])) = 0 as is_unconditional
    from permission_decisions($at_seq::bigint)
    where is_grant and ($scope::varchar is null or contract_id = $scope::varchar)
),

judged as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        permission.id,
        permission.taken,
        permission.decided_on,
        granted.is_unconditional,
        case
            when list_has_any(agreed.denied, tier_clauses()) then 'passing_on'
            when list_has_any(agreed.denied, required_clauses()) then 'absent'
            when engagement.is_live and permission.id = engagement.grant_id then 'unseen'
        end as lacks
    from permission
    inner join engagement on permission.engagement_id = engagement.engagement_id
    inner join agreed on permission.engagement_id = agreed.engagement_id
    inner join granted on permission.id = granted.id
    where
        engagement.handles_spi
        and engagement.permission_state in ('permitted', 'conditional')
        and coalesce(engagement.ends_on >= $as_of::date, true)
)

select
    engagement_id,
    contract_id,
    case when lacks = 'unseen' then 'subcontract' else 'permission_decision' end as subject_kind,
    case when lacks = 'unseen' then engagement_id else id end as subject_id,
    decided_on as since,
    lacks = 'passing_on' and is_unconditional and taken = 'here' as is_refused,
    json_object('lacks', lacks) as detail
from judged
where lacks is not null
