-- title: Contractor not audited in time
-- title_ja: 委託先の監査の遅れ
-- level: overdue
-- on_write: record
-- basis: jimu-guide-4-8-9-3, ppc-qa-3-1-4, number-act-11
-- says: {audit}.
-- says_ja: {audit}。
-- audit.never: Never audited, due on {due_on}
-- audit.never_ja: 監査の実績がありません（期限 {due_on}）
-- audit.overdue: Last audited on {last_audited_on}, due again on {due_on}
-- audit.overdue_ja: 前回の監査は{last_audited_on}、期限は{due_on}でした
-- audit.incomplete: The audit of {last_audited_on} lacks its method, result, report or the reason why it was remote
-- audit.incomplete_ja: {last_audited_on}の監査の記録に、方法・結果・報告・リモートの理由のいずれかがありません
-- remedy: Plan an on-site inspection, or a remote one with its reason, and record it.
-- remedy_ja: 実地検査（やむを得ない場合は理由を付してリモート）を計画し、結果を記録してください。
-- remedy.incomplete: Complete the record of that audit: its method, result, report, or the reason why it was remote.
-- remedy.incomplete_ja: その監査の記録に、方法・結果・報告・リモートの理由のうち欠けているものを補ってください。
-- R15. Each entrusted work is inspected at least once a year; a hit only once the day has passed.
with audited as (
    select
        engagement_id,
        contract_id,
        audit_lack(
            engagement_id,
            tier,
            next_audit_due_on,
            last_audited_on,
            last_audit_id,
            is_last_audit_incomplete,
            $as_of::date
        ) as lack
    from engagement
    where tier = 1 and is_live and handles_personal
)

select
    engagement_id,
    contract_id,
    lack.*
from audited
where lack is not null
