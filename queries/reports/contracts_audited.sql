-- The audits done up to as_of of what is done under some contracts ($contracts: their ids, null for all), the oldest first:
-- one row a contract and audit, with how many of its findings on that contract are not closed. open_findings is null where
-- no more is on record than how many there were.
with subject as (
    select distinct audit_id, contract_id
    from audit_subjects($at_seq::bigint)
    where
        contract_id is not null
        and ($contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[])))
),

finding as (
    select
        audit_id,
        contract_id,
        count(*) filter (not is_finding_closed(state, verified_on, $as_of::date)) as open_findings
    from findings($at_seq::bigint)
    where audit_id is not null and (found_on is null or found_on <= $as_of::date)
    group by audit_id, contract_id
)

select
    subject.contract_id,
    audit.id as audit_id,
    audit.number,
    audit.audited_on,
    audit.audit_kind,
    audit.result,
    coalesce(finding.open_findings, case when coalesce(audit.finding_count, 0) = 0 then 0 end) as open_findings
from subject
inner join audits($at_seq::bigint) as audit on subject.audit_id = audit.id
left join finding on subject.audit_id = finding.audit_id and subject.contract_id = finding.contract_id
where audit.audited_on <= $as_of::date
order by subject.contract_id, audit.audited_on, audit.number, audit.id
