-- How many rows each sheet of the oversight register will have, of some contracts if they are given: one row a sheet. The
-- sheets list what is dated up to as_of or not dated; the counts follow the same conditions.
with decision as (
    select contract_id, request_id
    from permission_decisions($at_seq::bigint)
    where decided_on <= $as_of::date
),

listed as (
    select 'contracts' as sheet, id as contract_id
    from contracts($at_seq::bigint)
    union all
    select 'chain' as sheet, contract_id
    from status
    union all
    select 'permissions' as sheet, contract_id
    from decision
    union all
    select 'permissions' as sheet, request.contract_id
    from permission_requests($at_seq::bigint) as request
    anti join decision on request.id = decision.request_id
    where request.requested_on is null or request.requested_on <= $as_of::date
    union all
    select 'confirmations' as sheet, contract_id
    from confirmations($as_of::date, $at_seq::bigint, null)
    where confirmed_on is null or confirmed_on <= $as_of::date
    union all
    -- An audit has a row a subject, and one where it names none.
    select 'audits' as sheet, subject.contract_id
    from audits($at_seq::bigint) as audit
    left join audit_subjects($at_seq::bigint) as subject on audit.id = subject.audit_id
    where audit.audited_on is null or audit.audited_on <= $as_of::date
    union all
    select 'findings' as sheet, contract_id
    from findings($at_seq::bigint)
    where found_on is null or found_on <= $as_of::date
    union all
    select 'reports' as sheet, contract_id
    from periodic_reports($at_seq::bigint)
    where submitted_on is null or submitted_on <= $as_of::date
    union all
    select 'incidents' as sheet, contract_id
    from incident_clocks($as_of::date, $at_seq::bigint, null, 'status')
    union all
    select 'disposals' as sheet, contract_id
    from disposals($at_seq::bigint)
    where disposed_on is null or disposed_on <= $as_of::date
    union all
    select 'hits' as sheet, contract_id
    from hit
),

counted as (
    select sheet, count(*) as row_count
    from listed
    where $contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[]))
    group by sheet
)

select
    named.sheet,
    coalesce(counted.row_count, 0) as row_count
from (
    select unnest([
        'contracts', 'chain', 'permissions', 'confirmations', 'audits', 'findings', 'reports', 'incidents', 'disposals',
        'hits'
    ]) as sheet
) as named
left join counted on named.sheet = counted.sheet
order by named.sheet
