-- title: Return or disposal of data not proved
-- title_ja: 返却・廃棄の未確認
-- level: overdue
-- on_write: refuse
-- refuses: contract
-- basis: ppc-gl-4-2-1-1B, ppc-gl-annex1-2Ed
-- basis_without_spi: jimu-guide-4-8-9-1
-- says: The work ended on {ended_on}. {disposal}.
-- says_ja: 業務は{ended_on}に終了しています。{disposal}。
-- disposal.overdue: By {due_on} no return or disposal of its data since then was on record with its proof
-- disposal.overdue_ja: 期限（{due_on}）までに、業務終了時に行われたデータの返却又は廃棄が証明書等とともに記録されていません
-- disposal.closed: The contract is set to ended, yet no return or disposal of the data of {organisation} at the end of its work is on record with its proof
-- disposal.closed_ja: 契約は終了とされていますが、{organisation}の業務終了時のデータの返却又は廃棄が証明書等とともに記録されていません
-- remedy: Record for this tier what became of the data, by whom it was confirmed, and the certificate or why there is none.
-- remedy_ja: この階層について、データの返却又は廃棄の内容と確認者を、証明書又は証明書がない理由とともに記録してください。
-- R21. Each tier that handled personal data owes it, permitted or not. A contract cannot be set to ended before; where
-- it is, the contract is what breaks the rule.
select
    due.engagement_id,
    due.contract_id,
    case when due.is_closed then 'contract' else due.subject_kind end as subject_kind,
    case when due.is_closed then due.contract_id else due.subject_id end as subject_id,
    due.due_on as since,
    due.is_closed as is_refused,
    json_object(
        'disposal', case when due.is_closed then 'closed' else 'overdue' end,
        'ended_on', due.ended_on,
        'due_on', due.due_on,
        'organisation', organisation.name
    ) as detail
from disposals_due($as_of::date, $at_seq::bigint, $scope::varchar, 'engagement') as due
inner join engagement on due.engagement_id = engagement.engagement_id
left join organisations($at_seq::bigint) as organisation on engagement.organisation_id = organisation.id
where due.is_closed or due.due_on < $as_of::date
