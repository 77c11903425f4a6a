-- title: No entrustment, without reason or evidence
-- title_ja: 理由・根拠のない「委託に該当しない」判断
-- level: incomplete
-- on_write: refuse
-- refuses: contract
-- basis: ppc-qa-3-12, ppc-qa-3-14
-- says: It is judged to be no entrustment, but {lacks}.
-- says_ja: 委託に該当しないとしていますが、{lacks}。
-- lacks.reason: the reason is missing
-- lacks.reason_ja: 理由の記録がありません
-- lacks.evidence: the evidence is missing
-- lacks.evidence_ja: 根拠の記録がありません
-- remedy: Record why it is no entrustment, and on what evidence: the clause that the data is not handled, and how access is controlled.
-- remedy_ja: 委託に該当しない理由と、その根拠（取り扱わない旨の条項、アクセス制御等）を記録してください。
-- R33. What is no entrustment asks for no permission, confirmation or audit; so the judgement must bear its reason.
with judged as (
    select
        id as contract_id,
        starts_on,
        list_filter([
            case when entrustment_reason is null then 'reason' end,
            case when entrustment_evidence is null then 'evidence' end
        ], lambda lack: lack is not null) as lacks
    from contracts($at_seq::bigint)
    where entrustment = 'not_entrusted' and ($scope::varchar is null or id = $scope::varchar)
)

select
    engagement.engagement_id,
    engagement.contract_id,
    'contract' as subject_kind,
    engagement.contract_id as subject_id,
    judged.starts_on as since,
    true as is_refused,
    json_object('lacks', judged.lacks) as detail
from judged
inner join engagement on judged.contract_id = engagement.engagement_id
where len(judged.lacks) > 0 and coalesce(engagement.ends_on >= $as_of::date, true)
