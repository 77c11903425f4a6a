-- How many rows each sheet of the oversight register will have: one row a sheet. The sheets list what is dated up to
-- as_of or not dated; the counts follow the same conditions.
with request as (
    select id
    from permission_requests($at_seq::bigint)
    where requested_on is null or requested_on <= $as_of::date
),

decision as (
    select id, request_id
    from permission_decisions($at_seq::bigint)
    where decided_on <= $as_of::date
),

subject as (
    select audit_id, count(*) as subjects
    from audit_subjects($at_seq::bigint)
    group by audit_id
),

counted as (
    select 'contracts' as sheet, count(*) as row_count
    from contracts($at_seq::bigint)
    union all
    select 'chain' as sheet, count(*) as row_count
    from status
    union all
    select
        'permissions' as sheet,
        (select count(*) from decision)
        + (select count(*) from request where id not in (select request_id from decision where request_id is not null))
            as row_count
    union all
    select 'confirmations' as sheet, count(*) as row_count
    from confirmations($as_of::date, $at_seq::bigint, null)
    where confirmed_on is null or confirmed_on <= $as_of::date
    union all
    select 'audits' as sheet, coalesce(sum(greatest(coalesce(subject.subjects, 0), 1)), 0) as row_count
    from audits($at_seq::bigint) as audit
    left join subject on audit.id = subject.audit_id
    where audit.audited_on is null or audit.audited_on <= $as_of::date
    union all
    select 'findings' as sheet, count(*) as row_count
    from findings($at_seq::bigint)
    where found_on is null or found_on <= $as_of::date
    union all
    select 'reports' as sheet, count(*) as row_count
    from periodic_reports($at_seq::bigint)
    where submitted_on is null or submitted_on <= $as_of::date
    union all
    select 'incidents' as sheet, count(*) as row_count
    from incident_clocks($as_of::date, $at_seq::bigint, null, 'status')
    union all
    select 'disposals' as sheet, count(*) as row_count
    from disposals($at_seq::bigint)
    where disposed_on is null or disposed_on <= $as_of::date
    union all
    select 'hits' as sheet, count(*) as row_count
    from hit
)

select
    sheet,
    cast(row_count as bigint) as row_count
from counted
order by sheet
