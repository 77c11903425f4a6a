-- The audits that looked at one organisation ($organisation: its id) up to as_of, and those planned, newest first.
with engagement as (
    select id, id as contract_id from contracts($at_seq::bigint) where organisation_id = $organisation::varchar
    union all
    select id, contract_id from subcontracts($at_seq::bigint) where organisation_id = $organisation::varchar
),

subject as (
    select
        subject.audit_id,
        string_agg(distinct contract.number, '、' order by contract.number) as contract_numbers
    from audit_subjects($at_seq::bigint) as subject
    inner join engagement on subject.engagement_id = engagement.id
    left join contracts($at_seq::bigint) as contract on engagement.contract_id = contract.id
    group by subject.audit_id
)

select
    audit.id,
    audit.number,
    audit.title,
    audit.audit_kind,
    audit.conducted_by,
    audit.planned_on,
    audit.audited_on,
    audit.methods,
    audit.result,
    subject.contract_numbers
from audits($at_seq::bigint) as audit
inner join subject on audit.id = subject.audit_id
where audit.audited_on is null or audit.audited_on <= $as_of::date
order by coalesce(audit.audited_on, audit.planned_on) desc nulls first, audit.seq_from desc, audit.id
