-- title: Logged later than it was decided
-- title_ja: 決定日より後の記録
-- level: incomplete
-- on_write: refuse
-- refuses: permission_decision
-- basis: number-act-10-1, design
-- basis_without_spi: design
-- says: Decided on {decided_on}, logged on {logged_on}: {lacks}.
-- says_ja: {decided_on}の決定を{logged_on}に記録しています（{lacks}）。
-- holds: The day of decision is the day on which it is recorded.
-- holds_ja: 決定日は、この台帳に記録する日です。
-- lacks.future: the day of decision has not come yet
-- lacks.future_ja: 決定日が未来の日付です
-- lacks.number_and_reason: the document number and the reason are missing
-- lacks.number_and_reason_ja: 決裁番号と理由がありません
-- lacks.number: the document number is missing
-- lacks.number_ja: 決裁番号がありません
-- lacks.reason: the reason is missing
-- lacks.reason_ja: 後日記録の理由がありません
-- lacks.not_today: a decision made here bears the day on which it is recorded
-- lacks.not_today_ja: この台帳での決定は、記録する日の日付になります
-- lacks.late: later than the office allows
-- lacks.late_ja: 規定の日数を超えています
-- remedy: Date a decision made here today. Log one taken on paper with its document number, and the reason if it is logged after its day; soon after it from now on.
-- remedy_ja: この台帳で決定する場合は本日の日付としてください。紙で決裁したものは決裁番号を、決裁日より後に記録する場合は理由も入力し、以後は決裁後速やかに記録してください。
-- remedy.future: Record the decision on its day, or correct the day.
-- remedy.future_ja: 決定日になってから記録するか、決定日を訂正してください。
-- remedy.number: Add the document number.
-- remedy.number_ja: 決裁番号を入力してください。
-- remedy.reason: Add why it is logged later.
-- remedy.reason_ja: 後日記録の理由を入力してください。
-- remedy.number_and_reason: Add the document number, and why it is logged later.
-- remedy.number_and_reason_ja: 決裁番号と後日記録の理由を入力してください。
-- remedy.not_today: Decide anew, dated today; log what was decided on paper as taken on paper.
-- remedy.not_today_ja: 本日の日付で改めて決定してください。紙で決裁したものは、紙の決裁として記録してください。
-- remedy.late: Where only the days are exceeded, nothing is to be added; log decisions sooner from now on.
-- remedy.late_ja: 日数の超過だけの場合、追記は不要です。以後は決裁後速やかに記録してください。
-- R06. A decision made here bears the day of its recording, and stands as it was made: to change what it permits is to
-- decide anew. One taken on paper needs its document number, and entered after its day a reason; later than the office's
-- policy it is flagged. A day that has not come is no day of decision.
with decision as (
    select
        decision.*,
        office_day(decision.decided_at) as logged_on,
        case
            when office_day(decision.decided_at) < decision.decided_on then 'future'
            when decision.taken = 'here' and office_day(decision.made_at) > decision.decided_on then 'not_today'
            when decision.taken = 'here' then null
            when decision.document_number is null and decision.late_reason is null
                and logged_on > decision.decided_on then 'number_and_reason'
            when decision.document_number is null then 'number'
            when decision.late_reason is null and logged_on > decision.decided_on then 'reason'
            when logged_on > decision.decided_on + cast(policy.late_entry_days as integer) then 'late'
        end as lacks
    from permission_decisions($at_seq::bigint) as decision
    inner join policies($at_seq::bigint) as policy
        on office_day(decision.decided_at) between policy.from_on and policy.until_on
    where
        ($scope::varchar is null or decision.contract_id = $scope::varchar)
        -- A day that has not come is refused on whatever day it is judged.
        and (decision.decided_on <= $as_of::date or office_day(decision.decided_at) < decision.decided_on)
)

select
    subcontract.id as engagement_id,
    subcontract.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    decision.decided_on as since,
    decision.lacks <> 'late' as is_refused,
    json_object('decided_on', decision.decided_on, 'logged_on', decision.logged_on, 'lacks', decision.lacks) as detail
from decision
inner join subcontracts($at_seq::bigint) as subcontract
    on decision.engagement_id = subcontract.id
    and ($scope::varchar is null or subcontract.contract_id = $scope::varchar)
where decision.lacks is not null
