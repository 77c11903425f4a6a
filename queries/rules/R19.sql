-- title: Shortcomings not evaluated
-- title_ja: 監査結果を踏まえた委託の見直しの判断がない
-- level: incomplete
-- on_write: record
-- basis: ppc-gl-4-2-1-1B-3
-- basis_without_spi: appi-gl-3-4-4
-- says: The audit of {audited_on} found shortcomings; whether the entrustment goes on, is changed or is ended is not on record.
-- says_ja: {audited_on}の監査で不備がありましたが、委託を継続・変更・終了するかの判断が記録されていません。
-- remedy: Decide whether the entrustment goes on, is changed or is ended, and record it with the audit.
-- remedy_ja: 委託を継続するか、変更するか、終了するかを判断し、監査の記録に入力してください。
-- R19. Handling is evaluated, including a review of the entrustment itself. Where nothing was found wanting, it goes on.
select
    audit.engagement_id,
    audit.contract_id,
    'audit' as subject_kind,
    audit.audit_id as subject_id,
    audit.close_by_on as since,
    json_object('audited_on', audit.audited_on) as detail
from audits_to_evaluate($as_of::date, $at_seq::bigint, $scope::varchar, 'engagement') as audit
where audit.close_by_on < $as_of::date
