-- Audits, planned and done, the latest first: one row an audit, with whom it was about and how far it has come.
-- course: late (the planned day has passed), planned, awaited (done through the contractor, its report not yet in),
-- open (not reported, or a finding without owner or date; R17), closed. At most row_limit rows; `found`: how many there are.
with subject as (
    select
        listed.audit_id,
        list(distinct audited.name order by audited.name) filter (audited.name is not null) as names,
        list(distinct status.contract_number order by status.contract_number)
            filter (status.contract_number is not null) as contract_numbers,
        list(distinct audited.section order by audited.section) filter (audited.section is not null) as sections,
        list(distinct listed.system order by listed.system) filter (listed.system is not null) as systems,
        count(*) as subjects
    from audit_subjects($at_seq::bigint) as listed
    left join status on listed.engagement_id = status.engagement_id
    cross join lateral (
        select
            coalesce(status.organisation, listed.section) as name,
            coalesce(status.section, listed.section) as section
    ) as audited
    group by listed.audit_id
),

found as (
    select
        audit_id,
        count(*) as findings,
        count(*) filter (not (state in ('verified', 'accepted') and (verified_on is null or verified_on <= $as_of::date)))
            as open_findings,
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
        kept.methods,
        kept.result,
        kept.report_received_on,
        kept.reported_on,
        coalesce(subject.names, []) as names,
        coalesce(subject.contract_numbers, []) as contract_numbers,
        coalesce(subject.sections, []) as sections,
        coalesce(subject.systems, []) as systems,
        coalesce(subject.subjects, 0) as subjects,
        coalesce(found.findings, kept.finding_count, 0) as findings,
        coalesce(found.open_findings, 0) as open_findings,
        case
            when kept.audited_on <= $as_of::date then
                case
                    when
                        (kept.audit_kind = 'through_contractor' or list_contains(kept.methods, 'through_contractor'))
                        and coalesce(kept.report_received_on > $as_of::date, true)
                        then 'awaited'
                    when
                        coalesce(kept.reported_on > $as_of::date, true)
                        or kept.reported_to is null
                        or coalesce(found.unassigned, 0) > 0
                        then 'open'
                    else 'closed'
                end
            when kept.planned_on < $as_of::date then 'late'
            else 'planned'
        end as course
    from audits($at_seq::bigint) as kept
    left join subject on kept.id = subject.audit_id
    left join found on kept.id = found.audit_id
)

select
    audit.* exclude (names, contract_numbers, sections, systems),
    coalesce(audit.audited_on, audit.planned_on) as held_on,
    array_to_string(audit.names, '、') as names,
    array_to_string(audit.contract_numbers, '、') as contract_numbers,
    array_to_string(audit.sections, '、') as sections,
    array_to_string(audit.systems, '、') as systems,
    count(*) over () as found
from audit
where
    ($audit::varchar is null or audit.audit_id = $audit::varchar)
    and ($course::varchar is null or audit.course = $course::varchar)
    and ($year::integer is null or audit.fiscal_year = $year::integer)
    and ($section::varchar is null or list_contains(audit.sections, $section::varchar))
    and (
        $search::varchar is null
        or contains(
            lower(concat_ws(
                ' ', audit.number, audit.title, array_to_string(audit.names, ' '),
                array_to_string(audit.contract_numbers, ' '), array_to_string(audit.systems, ' ')
            )),
            lower($search::varchar)
        )
    )
order by coalesce(audit.audited_on, audit.planned_on) desc nulls last, audit.number, audit.audit_id
limit $row_limit::bigint
