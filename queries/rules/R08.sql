-- title: What a permission rests on is not met
-- title_ja: 事前許諾の要件・許諾条件の未充足
-- level: overdue
-- on_write: refuse
-- refuses: permission
-- basis: ppc-qa-3-9, number-act-10-1
-- basis_without_spi: appi-gl-3-4-4, design
-- says: Permitted on {permitted_on}: {lacks}.
-- says_ja: {permitted_on}の許諾について、{lacks}。
-- lacks.capability: given in advance without documents that show the subcontractor's capability
-- lacks.capability_ja: 事前許諾に必要な、再委託先の能力を確認した資料がありません
-- lacks.start_report: given in advance without an agreed report of the actual start
-- lacks.start_report_ja: 事前許諾に必要な、業務の開始を報告する旨の合意がありません
-- lacks.status_reports: given in advance without agreed reports of the state of the work
-- lacks.status_reports_ja: 事前許諾に必要な、状況を定期的に報告する旨の合意がありません
-- lacks.start: given in advance; the start of the work, planned for {due_on}, has not been reported
-- lacks.start_ja: 事前許諾に係る業務開始（予定日{due_on}）の報告がありません
-- lacks.status: given in advance; the report of the state of the work was due on {due_on}
-- lacks.status_ja: 事前許諾に係る状況報告（期限{due_on}）がありません
-- lacks.condition: its condition, due on {due_on}, is not fulfilled ({condition})
-- lacks.condition_ja: 許諾の条件（期限{due_on}）が履行されていません（{condition}）
-- holds: What was asked for in advance names the subcontractor, with documents and agreed reports; other requests need none.
-- holds_ja: 事前許諾の申請には、再委託先の特定、能力を確認する資料及び報告の合意があります（事前許諾でない申請では不要です）。
-- remedy: Add to the request the documents and the agreed reports, then decide; or permit it when the work is about to begin.
-- remedy_ja: 能力を確認した資料及び報告の合意を申請に追記した上で決定するか、再委託を行う時点で諾否を決定してください。
-- remedy.start: Ask the contractor, and record the day on which the work began; if nobody begins, the permission lapses.
-- remedy.start_ja: 受託者に確認し、実際の開始日を記録してください。開始しないまま期限を過ぎると、許諾は失効します。
-- remedy.status: Have the contractor report on the state of the work, and record the day.
-- remedy.status_ja: 受託者に状況を報告させ、報告日を記録してください。
-- remedy.condition: Have it fulfilled and record the day, or revoke the permission.
-- remedy.condition_ja: 条件を履行させて履行日を記録するか、許諾を取り消してください。
-- R08. Permission is given when the work is to be passed on. In advance only for a named subcontractor whose capability
-- documents show, and on agreed reports, which are then due while the work runs; whose work does not begin in time lapses
-- (grants). A condition with a date is due on it, and stays so until it is fulfilled. Both end with a revocation by then,
-- and with nothing else that was permitted after it.
with asked as (
    select
        id,
        list_filter([
            case when capability is null then 'capability' end,
            case when start_report is null then 'start_report' end,
            case when status_report_interval is null then 'status_reports' end
        ], lambda lack: lack is not null) as lacks
    from permission_requests($at_seq::bigint)
    where request_type = 'advance' and ($scope::varchar is null or contract_id = $scope::varchar)
),

given as (
    select permission.*, asked.lacks
    from permission
    inner join permission_decisions($at_seq::bigint) as decision
        on permission.id = decision.id and ($scope::varchar is null or decision.contract_id = $scope::varchar)
    inner join asked on decision.request_id = asked.id
    where len(asked.lacks) > 0
),

due as (
    select
        condition.engagement_id,
        condition.contract_id,
        condition.subject_id,
        condition.decided_on,
        condition.condition,
        condition.due_on,
        'condition' as lack
    from conditions_due($as_of::date, $at_seq::bigint, $scope::varchar) as condition
    inner join engagement on condition.engagement_id = engagement.engagement_id
    where
        condition.due_on < $as_of::date
        and coalesce(condition.met_on > $as_of::date, true)
        -- Of work that never came about, nothing is asked.
        and (engagement.is_begun or engagement.permission_state in ('permitted', 'conditional'))
    union all by name
    select
        report.engagement_id,
        report.contract_id,
        report.subject_id,
        report.decided_on,
        report.due_on,
        case when report.has_begun then 'status' else 'start' end as lack
    from advance_reports_due($as_of::date, $at_seq::bigint, $scope::varchar) as report
    inner join engagement on report.engagement_id = engagement.engagement_id
    left join permission on report.subject_id = permission.id
    where
        report.due_on < $as_of::date
        and coalesce(engagement.ends_on >= $as_of::date, true)
        and (
            report.has_begun
            or permission.id is not null and engagement.permission_state in ('permitted', 'conditional')
        )
)

select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    id as subject_id,
    decided_on as since,
    'breach' as level,
    taken = 'here' as is_refused,
    json_object('permitted_on', decided_on, 'lacks', lacks) as detail
from given
-- What follows flags and never refuses.
union all
select
    due.engagement_id,
    due.contract_id,
    'permission_decision' as subject_kind,
    due.subject_id,
    due.due_on as since,
    'overdue' as level,
    false as is_refused,
    json_object(
        'permitted_on', due.decided_on,
        'due_on', due.due_on,
        'condition', due.condition,
        'lacks', due.lack
    ) as detail
from due
