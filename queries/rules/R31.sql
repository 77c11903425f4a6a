-- title: Confirmation out of date
-- title_ja: 取扱状況の要再確認
-- level: overdue
-- on_write: record
-- basis: appi-gl-3-4-4, ppc-gl-4-2-1-1B
-- says: The last confirmation, of {confirmed_on}, {confirmation}.
-- says_ja: 直近の確認（{confirmed_on}）は{confirmation}。
-- confirmation.expired: is out of date
-- confirmation.expired_ja: 有効期間を過ぎています
-- confirmation.negative: says that security control is not secured
-- confirmation.negative_ja: 適切な安全管理が図られないとの結果です
-- remedy: Confirm again how the data is handled.
-- remedy_ja: 取扱状況を改めて確認してください。
-- remedy.negative: Have what is not secured put right, then confirm again how the data is handled.
-- remedy.negative_ja: 安全管理の不備を是正させた上で、取扱状況を改めて確認してください。
-- R31. A confirmation holds for the office's number of months; then the permission that rests on it needs another.
select
    engagement_id,
    contract_id,
    case when tier = 1 then 'contract' else 'subcontract' end as subject_kind,
    engagement_id as subject_id,
    case when confirmation_state = 'expired' then confirmation_until_on else confirmed_on end as since,
    json_object('confirmed_on', confirmed_on, 'confirmation', confirmation_state) as detail
from engagement
where
    is_live
    and handles_personal
    and confirmation_state in ('expired', 'negative')
    and permission_state in ('not_required', 'permitted', 'conditional')
