-- title: Training in handling SPI not attested
-- title_ja: 特定個人情報の研修の未確認
-- level: incomplete
-- on_write: record
-- basis: number-act-29-2, number-act-order-32, ppc-gl-annex1-2Db
-- says: {training}.
-- says_ja: {training}。
-- training.never: No training of its staff who handle Specific Personal Information is on record; it was to be attested by {due_on}
-- training.never_ja: 特定個人情報を取り扱う従業者への研修の実施が記録されていません（期限 {due_on}）
-- training.expired: The last training of its staff on record was held on {last_on}; it was to be attested again by {due_on}
-- training.expired_ja: 記録されている直近の研修は{last_on}です（次回の期限 {due_on}）
-- remedy: Ask for the training held this year, and record it with the next periodic report.
-- remedy_ja: 本年度の研修の実施状況を確認し、定期報告とともに記録してください。
-- R32. Once a year for each organisation that handles Specific Personal Information, in whichever contract it is attested.
select
    engagement_id,
    contract_id,
    subject_kind,
    subject_id,
    due_on as since,
    json_object(
        'training', case when last_trained_on is null then 'never' else 'expired' end,
        'last_on', last_trained_on,
        'due_on', due_on
    ) as detail
from trainings_due($as_of::date, $at_seq::bigint, $scope::varchar, 'engagement')
where coalesce(due_on < $as_of::date, true)
