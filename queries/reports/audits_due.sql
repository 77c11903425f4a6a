-- Who is still to be audited in a fiscal year, and who is planned or done: one row an engagement that handles personal
-- data in it. Never audited first, then by risk and by days overdue.
-- course: open, planned or done; is_due: only those never audited or whose date lies before the end of the year;
-- search: the engagements that a search found. At most row_limit rows;
-- `found` is how many there are.
with work as (
    select
        status.engagement_id,
        status.contract_id,
        status.contract_number,
        status.contract_title,
        status.section,
        status.organisation,
        status.parent_organisation,
        status.tier,
        status.data_class,
        audit_risk(status.data_class, status.tier, status.standing, status.overdue_findings) as risk,
        status.audit_state,
        status.last_audited_on,
        status.next_audit_due_on,
        status.days_overdue,
        visit.audited_on,
        visit.audit_id,
        visit.planned_on,
        visit.plan_id,
        case
            when visit.audit_id is not null then 'done'
            when visit.plan_id is not null then 'planned'
            else 'open'
        end as course
    from named_status as status
    left join year_of_visits($first_day::date, $last_day::date, $as_of::date, $at_seq::bigint) as visit
        on status.engagement_id = visit.engagement_id
    where
        status.handles_personal
        and coalesce(status.starts_on <= $last_day::date, status.is_begun)
        and coalesce(status.ends_on >= greatest($first_day::date, least($as_of::date, $last_day::date)), true)
)

select
    work.*,
    count(*) over () as found
from work
where
    work.course = $course::varchar
    and (not $is_due::boolean or work.course <> 'open'
        or is_due_in_year(work.last_audited_on, work.next_audit_due_on, $last_day::date))
    and ($section::varchar is null or work.section = $section::varchar)
    and ($data_class::varchar is null or work.data_class = $data_class::varchar)
    and ($search::varchar[] is null or work.engagement_id in (select unnest($search::varchar[])))
order by
    work.last_audited_on is not null,
    case work.risk when 'high' then 1 when 'medium' then 2 else 3 end,
    work.days_overdue desc,
    work.next_audit_due_on nulls last,
    work.contract_number,
    work.tier,
    work.engagement_id
limit $row_limit::bigint
