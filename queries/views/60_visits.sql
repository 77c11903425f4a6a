-- Which engagements were audited, or are planned to be, between two days: one row an engagement. An audit counts as done
-- from its day on; until then it is a plan. A plan without a day of its own belongs to its fiscal year. A self-check is
-- no inspection.
create or replace macro visits(first_day, last_day, as_of, at_seq) as table
with visit as (
    select
        id,
        coalesce(audited_on <= as_of, false) as is_done,
        audited_on,
        planned_on
    from audits(at_seq)
    where
        audit_kind is distinct from 'self_check'
        and (
            coalesce(case when audited_on <= as_of then audited_on end, planned_on, audited_on)
                between first_day and last_day
            or (planned_on is null and audited_on is null and fiscal_year = year(first_day))
        )
)

select
    subject.engagement_id,
    max(visit.audited_on) filter (visit.is_done) as audited_on,
    arg_max(visit.id, visit.audited_on) filter (visit.is_done) as audit_id,
    min(visit.planned_on) filter (not visit.is_done) as planned_on,
    arg_min(visit.id, coalesce(visit.planned_on, last_day)) filter (not visit.is_done) as plan_id
from audit_subjects(at_seq) as subject
inner join visit on subject.audit_id = visit.id
where subject.engagement_id is not null
group by subject.engagement_id;
