-- title: Report to the Commission past its date
-- title_ja: 漏えい等報告の期限超過
-- level: overdue
-- on_write: record
-- basis: leak-rule-3-1, leak-rule-3-2, ppc-gl-annex2-3D, ppc-gl-annex2-3E, number-act-29-4
-- basis_without_spi: appi-68
-- says: Known on {known_on}. {report}.
-- says_ja: {known_on}に知った事案です。{report}。
-- report.first: The first report was due on {due_on} and is not on record
-- report.first_ja: 速報（期限 {due_on}）の提出が記録されていません
-- report.final: The final report was due on {due_on} and is not on record
-- report.final_ja: 確報（期限 {due_on}）の提出が記録されていません
-- remedy: Submit the report to the Commission at once and record the day; what is not known yet is supplemented later.
-- remedy_ja: 直ちに個人情報保護委員会へ報告し、提出日を記録してください。判明していない事項は後から追完できます。
-- R22. While it is not settled whether the event must be reported, the clocks run.
select
    engagement_id,
    contract_id,
    subject_kind,
    subject_id,
    due_on as since,
    json_object('report', what, 'known_on', known_on, 'due_on', due_on) as detail
from incidents_due($as_of::date, $at_seq::bigint, $scope::varchar, 'engagement')
where what in ('first', 'final') and due_on < $as_of::date
