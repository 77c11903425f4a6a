-- title: Audit not reported or left open
-- title_ja: 監査の報告・指摘の手当ての漏れ
-- level: incomplete
-- on_write: record
-- basis: ppc-gl-annex1-2Ce, mic-policy-9-1
-- basis_without_spi: mic-policy-9-1
-- says: The audit of {audited_on}: {open}.
-- says_ja: {audited_on}の監査について、{open}。
-- open.report: it has not been reported to the person responsible
-- open.report_ja: 総括責任者等への報告がありません
-- open.findings: a finding has no owner or no day by which it is corrected
-- open.findings_ja: 責任者又は期限のない指摘があります
-- remedy: Report it and record when and to whom.
-- remedy_ja: 総括責任者等に報告し、報告日と報告先を記録してください。
-- remedy.findings: Give each finding an owner and a day.
-- remedy.findings_ja: 指摘ごとに責任者と期限を定めて記録してください。
-- R17. An audit counts as done from its day. It is closed once it is reported, with day and recipient, and each of its
-- findings has an owner and a day; a mere number of findings is no finding. It falls to each contract audited, whether
-- or not its work goes on: what was seen there is reported all the same. A finding falls to its own contract, where the
-- audit was of that.
with unassigned as (
    select distinct finding.audit_id, part.contract_id
    from findings($at_seq::bigint) as finding
    left join audit_parts($at_seq::bigint, null) as part
        on finding.audit_id = part.audit_id and finding.contract_id = part.contract_id
    where
        finding.audit_id is not null
        and not closes_finding(finding.state)
        and (finding.owner is null or finding.due_on is null)
),

left_open as (
    select distinct
        audit.*,
        not audit.is_reported and audit.close_by_on < $as_of::date as lacks_report,
        unassigned.audit_id is not null as lacks_assignment
    from audits_to_close($as_of::date, $at_seq::bigint, $scope::varchar) as audit
    left join unassigned
        on audit.audit_id = unassigned.audit_id
        and (unassigned.contract_id is null or unassigned.contract_id = audit.contract_id)
    where not audit.is_reported or unassigned.audit_id is not null
)

select
    engagement_id,
    contract_id,
    'audit' as subject_kind,
    audit_id as subject_id,
    case when lacks_assignment then audited_on else close_by_on end as since,
    json_object(
        'audited_on', audited_on,
        'open', list_filter(
            [case when lacks_report then 'report' end, case when lacks_assignment then 'findings' end],
            lambda open: open is not null
        )
    ) as detail
from left_open
where lacks_report or lacks_assignment
