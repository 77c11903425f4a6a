-- title: Under way without its clauses or its selection assessment
-- title_ja: 必要な条項又は選定の確認を欠く履行
-- level: breach
-- on_write: refuse
-- refuses: contract
-- basis: ppc-gl-4-2-1-1B-1, ppc-gl-4-2-1-1B-2, number-act-11
-- says: {stage}: {lacks}.
-- says_ja: {stage}。{lacks}。
-- stage.performing: The contract is under way
-- stage.performing_ja: 契約は履行中です
-- stage.begun: The work has begun by its day, whatever stage is on record
-- stage.begun_ja: 段階の記録にかかわらず、開始日を過ぎています
-- lacks.absent: clauses that must be there are not in the contract
-- lacks.absent_ja: 必要な条項が契約にありません
-- lacks.unseen: not all clauses that must be there have been looked for
-- lacks.unseen_ja: 必要な条項の有無が確認されていません
-- lacks.assessment: there is no complete assessment of the selection
-- lacks.assessment_ja: 選定時の確認（4項目、確認日、確認者、総合判定）がそろっていません
-- lacks.unfit: the contractor was assessed as not fit
-- lacks.unfit_ja: 選定時の確認の結果が「不適」です
-- lacks.late: the selection was assessed only after the work had begun
-- lacks.late_ja: 選定時の確認が業務の開始後に行われています
-- remedy: Complete what is missing before the contract is under way.
-- remedy_ja: 履行中とする前に、欠けているものを補ってください。
-- remedy.absent: Have the missing clauses added to the contract, and record them.
-- remedy.absent_ja: 契約を変更して必要な条項を加え、記録してください。
-- remedy.unseen: Record of each of the ten clauses whether the contract has it.
-- remedy.unseen_ja: 10の必要な条項について、契約書での有無を記録してください。
-- remedy.assessment: Assess equipment, technical level, supervision and training, and management, and record the result.
-- remedy.assessment_ja: 設備、技術水準、従業者に対する監督・教育の状況、経営環境等を確認し、結果を記録してください。
-- remedy.unfit: Do not have the work begun; reconsider the entrustment.
-- remedy.unfit_ja: 業務を開始させず、委託の内容等を見直してください。
-- remedy.late: From now on, assess before the work begins.
-- remedy.late_ja: 以後は、業務の開始前に確認してください。
-- R11. A contract on Specific Personal Information is not under way before all ten clauses are in it and its contractor was
-- assessed. Refused is the change of stage; what was so already, or is recorded as it was found, is flagged.
with chosen as (
    select
        id as contract_id,
        stage,
        staged_at,
        starts_on,
        assessment,
        assessed_on > starts_on as is_late,
        case
            when has_clauses then null
            when list_has_any(clauses_denied(clauses), required_clauses()) then 'absent'
            else 'unseen'
        end as clause_lack,
        assessed_on is null
        or assessed_by is null
        or assessment is null
        or coalesce(len(assessed_items), 0) < 4 as is_unassessed,
        revision > 1 and staged_seq = seq_from and stage = 'performing' as is_moved
    from contracts($at_seq::bigint)
    where data_class = 'spi' and ($scope::varchar is null or id = $scope::varchar)
),

under_way as (
    select
        engagement.engagement_id,
        chosen.*,
        case when chosen.stage in ('performing', 'ending') then 'performing' else 'begun' end as seen_stage,
        list_filter([
            chosen.clause_lack,
            case when chosen.is_unassessed then 'assessment' end,
            case when chosen.assessment = 'unfit' then 'unfit' end,
            case when chosen.is_late then 'late' end
        ], lambda lack: lack is not null) as lacks
    from engagement
    inner join chosen on engagement.engagement_id = chosen.contract_id
    where
        engagement.handles_spi
        and coalesce(engagement.ends_on >= $as_of::date, true)
        and (
            (chosen.stage in ('performing', 'ending') and office_day(chosen.staged_at) <= $as_of::date)
            or (chosen.stage in ('selecting', 'signed') and engagement.is_live)
        )
)

select
    engagement_id,
    contract_id,
    'contract' as subject_kind,
    contract_id as subject_id,
    coalesce(starts_on, office_day(staged_at)) as since,
    case when list_has_any(lacks, ['absent', 'unfit']) then 'breach' else 'incomplete' end as level,
    is_moved and lacks <> ['late'] as is_refused,
    json_object('stage', seen_stage, 'lacks', lacks) as detail
from under_way
where len(lacks) > 0
