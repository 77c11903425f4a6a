-- title: Logged later than it was decided
-- title_ja: 決定日より後の記録
-- level: incomplete
-- on_write: refuse
-- refuses: permission_decision
-- basis: number-act-10-1, design
-- says: Decided on {decided_on}, logged on {logged_on}: {lacks}.
-- says_ja: {decided_on}の決定を{logged_on}に記録しています（{lacks}）。
-- lacks.future: the day of decision has not come yet
-- lacks.future_ja: 決定日が未来の日付です
-- lacks.number_and_reason: the document number and the reason are missing
-- lacks.number_and_reason_ja: 決裁番号と理由がありません
-- lacks.number: the document number is missing
-- lacks.number_ja: 決裁番号がありません
-- lacks.reason: the reason is missing
-- lacks.reason_ja: 後日記録の理由がありません
-- lacks.late: later than the office allows
-- lacks.late_ja: 規定の日数を超えています
-- remedy: Give the approval document number and the reason why it is logged later.
-- remedy_ja: 決裁番号と、後日記録する理由を入力してください。
-- R06. A decision entered after the day it was taken needs its document number and a reason; later than the office's
-- policy it is flagged. A day that has not come is no day of decision. The date of logging is that of the first entry.
with logged as (
    select id, cast(min(recorded_at) + interval 9 hour as date) as logged_on
    from permission_decision
    where seq_from <= $at_seq::bigint and ($scope::varchar is null or contract_id = $scope::varchar)
    group by id
),

decision as (
    select
        decision.*,
        logged.logged_on,
        case
            when logged.logged_on < decision.decided_on then 'future'
            when logged.logged_on = decision.decided_on then null
            when decision.document_number is null and decision.late_reason is null then 'number_and_reason'
            when decision.document_number is null then 'number'
            when decision.late_reason is null then 'reason'
            when logged.logged_on > decision.decided_on + cast(policy.late_entry_days as integer) then 'late'
        end as lacks
    from permission_decisions($at_seq::bigint) as decision
    inner join logged on decision.id = logged.id
    cross join offices($at_seq::bigint) as policy
    where decision.decided_on <= $as_of::date
)

select
    engagement.engagement_id,
    engagement.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    decision.decided_on as since,
    decision.lacks <> 'late' as is_refused,
    json_object('decided_on', decision.decided_on, 'logged_on', decision.logged_on, 'lacks', decision.lacks) as detail
from decision
inner join engagement on decision.engagement_id = engagement.engagement_id
where decision.lacks is not null
