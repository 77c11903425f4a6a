-- Audits, planned and done, the latest first: one row an audit, with whom it was about and how far it has come.
-- course: late (the planned day has passed), planned, awaited (done through the contractor, its report not yet in),
-- open (not reported), unassigned (a finding without owner or date; R17), closed. search: the audits that a search found.
-- At most row_limit rows; `found`: how many there are.
with finding as (
    select
        audit_id,
        count(*) as findings,
        count(*) filter (not is_finding_closed(state, verified_on, $as_of::date)) as open_findings,
        count(*) filter (owner is null or due_on is null) as unassigned
    from findings($at_seq::bigint)
    where audit_id is not null
    group by audit_id
),

audit as (
    select
        kept.id as audit_id,
        kept.number,
        kept.title,
        kept.audit_kind,
        kept.conducted_by,
        coalesce(kept.fiscal_year, year(coalesce(kept.audited_on, kept.planned_on) - interval 3 month)) as fiscal_year,
        kept.planned_on,
        case when kept.audited_on <= $as_of::date then kept.audited_on end as audited_on,
        coalesce(case when kept.audited_on <= $as_of::date then kept.audited_on end, kept.planned_on) as held_on,
        kept.methods,
        kept.result,
        kept.report_received_on,
        kept.reported_on,
        coalesce(finding.findings, kept.finding_count, 0) as findings,
        coalesce(finding.open_findings, 0) as open_findings,
        case
            when kept.audited_on <= $as_of::date then
                case
                    when
                        is_through_contractor(kept.audit_kind, kept.methods)
                        and coalesce(kept.report_received_on > $as_of::date, true)
                        then 'awaited'
                    when
                        coalesce(kept.reported_on > $as_of::date, true)
                        or kept.reported_to is null
                        then 'open'
                    when coalesce(finding.unassigned, 0) > 0 then 'unassigned'
                    else 'closed'
                end
            when kept.planned_on < $as_of::date then 'late'
            else 'planned'
        end as course
    from audits($at_seq::bigint) as kept
    left join finding on kept.id = finding.audit_id
),

-- Without a section or a search the first rows are known before anybody asks whom they are about.
shortlisted as (
    select audit.*, count(*) over () as found
    from audit
    where
        ($audit::varchar is null or audit.audit_id = $audit::varchar)
        and ($course::varchar is null or audit.course = $course::varchar)
        and ($year::integer is null or audit.fiscal_year = $year::integer)
    order by audit.held_on desc nulls last, audit.number, audit.audit_id
    limit case when $section::varchar is null and $search::varchar[] is null then $row_limit::bigint else 1000000000 end
),

subject as (
    select
        listed.audit_id,
        array_to_string(list(distinct named.name order by named.name) filter (named.name is not null), '、') as names,
        array_to_string(
            list(distinct status.contract_number order by status.contract_number)
                filter (status.contract_number is not null),
            '、'
        ) as contract_numbers,
        list(distinct named.section order by named.section) filter (named.section is not null) as sections,
        array_to_string(list(distinct listed.system order by listed.system) filter (listed.system is not null), '、')
            as systems,
        count(*) as subjects
    from audit_subjects($at_seq::bigint) as listed
    left join named_status as status on listed.engagement_id = status.engagement_id
    cross join lateral (
        select
            coalesce(status.organisation, listed.section) as name,
            coalesce(status.section, listed.section) as section
    ) as named
    where listed.audit_id in (select audit_id from shortlisted)
    group by listed.audit_id
)

select
    shortlisted.* exclude (found),
    subject.names,
    subject.contract_numbers,
    array_to_string(subject.sections, '、') as sections,
    subject.systems,
    coalesce(subject.subjects, 0) as subjects,
    case
        when $section::varchar is null and $search::varchar[] is null then shortlisted.found
        else count(*) over ()
    end as found
from shortlisted
left join subject on shortlisted.audit_id = subject.audit_id
where
    ($section::varchar is null or list_contains(subject.sections, $section::varchar))
    and ($search::varchar[] is null or shortlisted.audit_id in (select unnest($search::varchar[])))
order by shortlisted.held_on desc nulls last, shortlisted.number, shortlisted.audit_id
limit $row_limit::bigint
