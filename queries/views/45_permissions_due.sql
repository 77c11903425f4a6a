-- What falls due under a permission, as known at at_seq: one row a due date, with the day on which it was met if it was.
-- The days of permissions that no longer count are left out by who reads them (subject_id: the decision).

-- The conditions that have a date.
create or replace macro conditions_due(at_seq, scope) as table
select
    engagement_id,
    contract_id,
    'permission_decision' as subject_kind,
    id as subject_id,
    position,
    condition.text as condition,
    condition.due_on,
    condition.fulfilled_on as met_on
from (
    select
        id,
        engagement_id,
        contract_id,
        unnest(conditions) as condition,
        generate_subscripts(conditions, 1) as position
    from permission_decisions(at_seq)
    where is_grant and decided_for = 'office' and len(conditions) > 0 and (scope is null or contract_id = scope)
)
where condition.due_on is not null;

-- The subcontractor is told of its permission and checks it, both within the office's number of days from the notice to
-- the contractor. What happened before the decision was of an older one. Source: PPC Q3-8-2 (R30).
create or replace macro notices_due(as_of, at_seq, scope) as table
select
    decision.engagement_id,
    decision.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    decision.notified_on,
    decision.notified_on + cast(policy.told_days as integer) as due_on,
    case when work.told_on >= decision.decided_on then work.told_on end as told_on,
    case when work.checked_on >= decision.decided_on then work.checked_on end as checked_on,
    case
        when least(work.told_on, work.checked_on) >= decision.decided_on
            and work.told_on is not null
            and work.checked_on is not null
            then greatest(work.told_on, work.checked_on)
    end as met_on
from permission_decisions(at_seq) as decision
inner join subcontracts(at_seq) as work on decision.engagement_id = work.id
cross join policies_on(as_of, at_seq) as policy
where
    decision.is_grant
    and decision.decided_for = 'office'
    and decision.notified_on is not null
    and (scope is null or decision.contract_id = scope);

-- What was agreed for a permission in advance: the report of the actual start on the planned day, then reports of the
-- state of the work. Source: PPC Q3-9 (R08).
create or replace macro advance_reports_due(at_seq, scope) as table
select
    decision.engagement_id,
    decision.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    work.actual_started_on is not null as has_begun,
    case
        when work.actual_started_on is null then greatest(work.starts_on, decision.valid_from_on, decision.decided_on)
        else cast(
            greatest(work.status_reported_on, work.actual_started_on) + to_months(
                case request.status_report_interval
                    when 'monthly' then 1 when 'quarterly' then 3 when 'half_yearly' then 6 when 'yearly' then 12
                end
            ) as date
        )
    end as due_on
from permission_decisions(at_seq) as decision
inner join permission_requests(at_seq) as request
    on decision.request_id = request.id and request.request_type = 'advance'
inner join subcontracts(at_seq) as work on decision.engagement_id = work.id
where
    decision.is_grant
    and decision.decided_for = 'office'
    and (scope is null or decision.contract_id = scope);
