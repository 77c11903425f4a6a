-- title: Whether an incident is reported is not settled
-- title_ja: 事案の報告要否が未整理
-- level: incomplete
-- on_write: record
-- basis: leak-rule-2, ppc-gl-annex2-3A, ppc-gl-annex2-3B
-- basis_without_spi: appi-68
-- says: {reporting}.
-- says_ja: {reporting}。
-- reporting.undetermined: Whether it must be reported cannot be told: the kind under article 2 or the largest possible number of persons is missing
-- reporting.undetermined_ja: 規則第2条の区分又は本人の数（推定最大）が記録されておらず、報告対象かどうかを判断できません
-- reporting.contradicted: The number of persons ({persons}) contradicts the kind under article 2 on record
-- reporting.contradicted_ja: 本人の数（{persons}人）と、記録されている規則第2条の区分が一致しません
-- reporting.guideline: It lies below the threshold, but must be reported under the guideline, and no report is on record
-- reporting.guideline_ja: 報告対象事態には当たりませんが、ガイドラインに基づく報告が必要です。報告が記録されていません
-- remedy: Record the kind and the largest possible number of persons, then the report, or why none is made.
-- remedy_ja: 規則第2条の区分と本人の数（推定最大）を記録し、報告したときは提出日を、報告しないときはその理由を記録してください。
-- R24. Reportable is what falls under items 1 to 3, or concerns more than 100 persons at most; recalculated with every
-- change of the number.
with judged as (
    select
        *,
        case
            when is_contradicted then 'contradicted'
            when reportability = 'undetermined' then 'undetermined'
            when reportability = 'guideline' and first_reported_on is null and no_report_reason is null then 'guideline'
        end as reporting
    from incident_clocks($as_of::date, $at_seq::bigint, $scope::varchar, 'engagement')
)

select
    engagement_id,
    contract_id,
    'incident' as subject_kind,
    id as subject_id,
    known_on as since,
    json_object('reporting', reporting, 'persons', persons) as detail
from judged
where reporting is not null
