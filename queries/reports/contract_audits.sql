-- The audits of what is done under one contract ($contract: its id), done up to as_of or planned, newest first: one row
-- an audit, with whom it looked at.
with subject as (
    select
        subject.audit_id,
        string_agg(organisation.name, '、' order by status.tier, organisation.name, subject.engagement_id) as organisations
    from audit_subjects($at_seq::bigint) as subject
    left join status on subject.engagement_id = status.engagement_id and status.contract_id = $contract::varchar
    left join contracts($at_seq::bigint) as contract
        on subject.engagement_id = contract.id and contract.id = $contract::varchar
    left join subcontracts($at_seq::bigint) as subcontract
        on subject.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
    left join organisations($at_seq::bigint) as organisation
        on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
    where subject.contract_id = $contract::varchar
    group by subject.audit_id
)

select
    audit.id,
    audit.number,
    audit.title,
    audit.audit_kind,
    audit.conducted_by,
    audit.fiscal_year,
    audit.planned_on,
    audit.audited_on,
    audit.methods,
    audit.result,
    audit.reported_on,
    subject.organisations
from audits($at_seq::bigint) as audit
inner join subject on audit.id = subject.audit_id
where audit.audited_on is null or audit.audited_on <= $as_of::date
order by coalesce(audit.audited_on, audit.planned_on) desc nulls first, audit.seq_from desc, audit.id
