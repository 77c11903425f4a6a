-- title: Contractor's notice of an incident late
-- title_ja: 委託先からの事案通知の遅れ
-- level: overdue
-- on_write: record
-- basis: leak-rule-4, ppc-gl-annex2-3F
-- basis_without_spi: appi-68, jimu-guide-4-8-9-1
-- says: The contractor knew on {contractor_knew_on}; {notice}.
-- says_ja: 委託先は{contractor_knew_on}に事案を知りましたが、{notice}。
-- notice.late: its notice came on {received_on}, {days} days later
-- notice.late_ja: 委託元への通知は{days}日後の{received_on}でした
-- notice.missing: no notice of it is on record
-- notice.missing_ja: 委託元への通知が記録されていません
-- remedy: Ask the contractor why, demand its notice in writing, and record what it changes in its way of reporting.
-- remedy_ja: 委託先に理由を確認し、書面による通知を求めた上で、連絡体制の是正を記録してください。
-- R23. Within about 3 to 5 days, like the office's own report. Until the incident is settled.
select
    engagement_id,
    contract_id,
    'incident' as subject_kind,
    id as subject_id,
    notice_due_on as since,
    json_object(
        'notice', case when notice_received_on is null then 'missing' else 'late' end,
        'contractor_knew_on', contractor_knew_on,
        'received_on', notice_received_on,
        'days', notice_received_on - contractor_knew_on
    ) as detail
from incident_clocks($as_of::date, $at_seq::bigint, $scope::varchar, 'engagement')
where
    (state <> 'closed' or closed_on > $as_of::date)
    and notice_due_on < least($as_of::date, coalesce(notice_received_on, $as_of::date))
