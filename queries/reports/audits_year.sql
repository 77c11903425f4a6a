-- How far the audits of a fiscal year have come, of a section if one is given: engagements that handle personal data in
-- it; audited, planned, neither; how many of these last fall due before its end, as do all that were never audited; and how
-- many these are.
select
    count(*) as engagements,
    count(*) filter (visit.audit_id is not null) as done,
    count(*) filter (visit.audit_id is null and visit.plan_id is not null) as planned,
    count(*) filter (visit.audit_id is null and visit.plan_id is null) as open,
    count(*) filter (
        visit.audit_id is null and visit.plan_id is null
        and is_due_in_year(status.last_audited_on, status.next_audit_due_on, $last_day::date)
    ) as due,
    count(*) filter (status.last_audited_on is null) as never
from status
left join year_of_visits($first_day::date, $last_day::date, $as_of::date, $at_seq::bigint) as visit
    on status.engagement_id = visit.engagement_id
where
    status.handles_personal
    and coalesce(status.starts_on <= $last_day::date, status.is_begun)
    and coalesce(status.ends_on >= greatest($first_day::date, least($as_of::date, $last_day::date)), true)
    and ($section::varchar is null or status.section = $section::varchar)
