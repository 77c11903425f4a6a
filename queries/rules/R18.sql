-- title: Finding not corrected, or closed without proof
-- title_ja: 指摘の是正の遅れ・確認の不足
-- level: overdue
-- on_write: record
-- basis: ppc-gl-annex1-2Ce, mic-policy-9-1-7
-- basis_without_spi: mic-policy-9-1-7
-- says: {finding}.
-- says_ja: {finding}。
-- finding.overdue: The correction was due on {due_on}
-- finding.overdue_ja: 是正の期限は{due_on}でした
-- finding.unproved: Closed without the day, the person or the way of its verification
-- finding.unproved_ja: 確認の日、確認者、確認方法のいずれかがないまま完了としています
-- finding.lateral: Closed without a word on whether the same stands elsewhere
-- finding.lateral_ja: 他の課や委託先に同種の不備がないかの確認がないまま完了としています
-- remedy: Have it corrected, verify the correction and close it.
-- remedy_ja: 是正させ、是正の状況を確認して完了としてください。
-- remedy.unproved: Record who verified the correction, when and how, or open it again.
-- remedy.unproved_ja: 確認した者、日及び方法を記録するか、是正中に戻してください。
-- remedy.lateral: Check the sections and contractors where the same is likely, and record it.
-- remedy.lateral_ja: 同種の不備が考えられる課や委託先を確認し、その結果を記録してください。
-- R18. A finding closes only with evidence and verification (here none is closed without); past its day it is overdue.
-- A nonconformity or a point to improve asks whether the same stands elsewhere; a point to note does not.
with finding as (
    select
        id,
        engagement_id,
        contract_id,
        due_on,
        verified_on,
        is_finding_closed(state, verified_on, $as_of::date) as is_closed,
        case
            when not is_closed then case when due_on < $as_of::date then 'overdue' end
            when verified_on is null or verified_by is null or verified_how is null then 'unproved'
            when
                state = 'verified'
                and finding_class in ('nonconformity', 'improvement')
                and lateral_check is null
                and coalesce(len(lateral_checks), 0) = 0
                then 'lateral'
        end as lack
    from findings($at_seq::bigint)
    where
        ($scope::varchar is null or contract_id = $scope::varchar)
        and coalesce(found_on <= $as_of::date, true)
)

select
    engagement_id,
    contract_id,
    'finding' as subject_kind,
    id as subject_id,
    case when lack = 'overdue' then due_on else verified_on end as since,
    case when lack = 'overdue' then 'overdue' else 'incomplete' end as level,
    json_object('finding', lack, 'due_on', due_on) as detail
from finding
where lack is not null
