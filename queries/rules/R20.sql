-- title: Periodic report not received in time
-- title_ja: 定期報告の遅れ
-- level: overdue
-- on_write: record
-- basis: ppc-gl-4-2-1-1B, jimu-guide-4-8-9-1
-- basis_without_spi: jimu-guide-4-8-9-1
-- says: The report for {from_on} to {until_on} was due on {due_on} and is not on record.
-- says_ja: {from_on}から{until_on}までの報告（期限 {due_on}）の受領が記録されていません。
-- remedy: Demand the report and record it; one report may cover several periods.
-- remedy_ja: 受託者に報告を求め、受領したら記録してください。複数の期間を1件の報告にまとめて記録できます。
-- R20. Only for work under way, or being wound up: the last report falls due after the end. What comes late and is
-- recorded is no hit any more; by how much it was late stands in the list of reports.
select
    due.engagement_id,
    due.contract_id,
    due.subject_kind,
    due.subject_id,
    due.due_on as since,
    json_object('from_on', due.period_from_on, 'until_on', due.period_until_on, 'due_on', due.due_on) as detail
from reports_due($as_of::date, $at_seq::bigint, $scope::varchar) as due
inner join engagement on due.engagement_id = engagement.engagement_id
where due.due_on < $as_of::date and (engagement.is_live or due.is_ending)
