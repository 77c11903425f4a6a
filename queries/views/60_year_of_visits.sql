-- Which engagements were audited, or are planned to be, between two days: one row an engagement. An audit counts as done
-- from its day on; until then it is a plan. A plan without a day of its own belongs to its fiscal year.
create or replace macro year_of_visits(first_day, last_day, as_of, at_seq) as table
with visit as (
    select
        engagement_id,
        id,
        coalesce(audited_on <= as_of, false) as is_done,
        audited_on,
        planned_on
    from visits(at_seq, null)
    where
        case when coalesce(audited_on <= as_of, false) then not is_of_another else not is_former end
        and (
            coalesce(case when audited_on <= as_of then audited_on end, planned_on, audited_on)
                between first_day and last_day
            or (planned_on is null and audited_on is null and fiscal_year = year(first_day))
        )
)

select
    engagement_id,
    max(audited_on) filter (is_done) as audited_on,
    arg_max(id, audited_on) filter (is_done) as audit_id,
    min(planned_on) filter (not is_done) as planned_on,
    arg_min(id, coalesce(planned_on, last_day)) filter (not is_done) as plan_id
from visit
group by engagement_id;

-- Is an audit due by the last day of a fiscal year? Of work that was never audited one is, though its twelve months end
-- later: the year, or the work with it, would be over without a visit.
create or replace macro is_due_in_year(last_audited_on, next_audit_due_on, last_day) as
    last_audited_on is null or coalesce(next_audit_due_on <= last_day, false);
