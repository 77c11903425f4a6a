-- The audits held up to as_of, and those planned: one row an audit and a subject of it.
with found as (
    select audit_id, count(*) as findings
    from findings($at_seq::bigint)
    where audit_id is not null and (found_on is null or found_on <= $as_of::date)
    group by audit_id
)

select
    audit.number,
    audit.title,
    audit.audit_kind,
    audit.conducted_by,
    audit.fiscal_year,
    audit.planned_on,
    audit.audited_on,
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    subject.section,
    subject.system,
    audit.methods,
    audit.remote_reason,
    list_transform(
        coalesce(audit.auditors, []), lambda auditor: concat_ws(' ', auditor.organisation, auditor.name)
    ) as auditors,
    audit.is_independent,
    audit.result,
    audit.opinion,
    coalesce(found.findings, audit.finding_count) as findings,
    audit.report_received_on,
    audit.reported_on,
    audit.reported_to,
    audit.evidence_place,
    audit.published_on,
    audit.purpose,
    audit.theme,
    audit.standards,
    audit.referred_standards,
    audit.commendations,
    audit.review,
    audit.reviewed_on,
    audit.review_reason,
    audit.note,
    audit.id as audit_id
from audits($at_seq::bigint) as audit
left join audit_subjects($at_seq::bigint) as subject on audit.id = subject.audit_id
left join found on audit.id = found.audit_id
left join status on subject.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on subject.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on subject.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where
    (audit.audited_on is null or audit.audited_on <= $as_of::date)
    and ($contracts::varchar[] is null or subject.contract_id in (select unnest($contracts::varchar[])))
order by coalesce(audit.audited_on, audit.planned_on) nulls last, audit.number, audit.id, subject.position
