-- What falls due under a permission as of as_of, as known at at_seq: one row a due date, with the day on which it was met
-- if it was. subject_id: the decision.

-- The conditions that have a date, of every permission, whatever was permitted after it: only a revocation by that date,
-- of it or of one after it, ends them. Those of another organisation's permission are none of this work.
create or replace macro conditions_due(as_of, at_seq, scope) as table
with given as (
    select id, engagement_id, decided_on, from_on, revoked_on, position
    from grants(as_of, at_seq, scope)
    where not is_elsewhere
)

select
    decision.engagement_id,
    decision.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    given.decided_on,
    decision.position,
    decision.condition.text as condition,
    decision.condition.due_on,
    decision.condition.fulfilled_on as met_on
from (
    select
        id,
        engagement_id,
        contract_id,
        unnest(conditions) as condition,
        generate_subscripts(conditions, 1) as position
    from permission_decisions(at_seq)
    where is_grant and decided_for = 'office' and len(conditions) > 0 and (scope is null or contract_id = scope)
) as decision
inner join given on decision.id = given.id
where
    decision.condition.due_on is not null
    and coalesce(given.revoked_on > decision.condition.due_on, true)
    and not exists (
        select 1
        from given as later
        where
            later.engagement_id = given.engagement_id
            and later.position > given.position
            and later.revoked_on >= later.from_on
            and later.revoked_on <= decision.condition.due_on
    );

-- The contractor is notified of a permission; the subcontractor is told of it and checks it: each within the office's
-- number of days, from the decision and from the notice. Source: PPC Q3-8-2 (R30).
create or replace macro notices_due(as_of, at_seq, scope) as table
select
    decision.engagement_id,
    decision.contract_id,
    'permission_decision' as subject_kind,
    decision.id as subject_id,
    case when decision.notified_on <= as_of then decision.notified_on end as noted_on,
    coalesce(noted_on, decision.decided_on) + cast(policy.told_days as integer) as due_on,
    coalesce(decision.told_on <= as_of, false) as is_told,
    coalesce(decision.checked_on <= as_of, false) as is_checked
from permission_decisions(at_seq) as decision
cross join policies_on(as_of, at_seq) as policy
where
    decision.is_grant
    and decision.decided_for = 'office'
    and decision.decided_on <= as_of
    and not (noted_on is not null and is_told and is_checked)
    and (scope is null or decision.contract_id = scope);

-- What was agreed for a permission in advance: the report of the actual start on the planned day, then reports of the
-- state of the work. The record tells the last report only; what its earlier states tell of those up to as_of counts.
-- Source: PPC Q3-9 (R08).
create or replace macro advance_reports_due(as_of, at_seq, scope) as table
with advance as (
    select
        decision.engagement_id,
        decision.contract_id,
        decision.id,
        decision.valid_from_on,
        decision.decided_on,
        request.status_report_interval
    from permission_decisions(at_seq) as decision
    inner join permission_requests(at_seq) as request
        on decision.request_id = request.id and request.request_type = 'advance'
    where
        decision.is_grant
        and decision.decided_for = 'office'
        and (scope is null or decision.contract_id = scope)
),

reported as (
    select earlier.id as engagement_id, max(earlier.status_reported_on) as last_on
    from subcontract as earlier
    inner join subcontracts(at_seq) as work on earlier.id = work.id
    where
        earlier.id in (select advance.engagement_id from advance)
        and earlier.seq_from <= work.seq_from
        and earlier.seq_from < earlier.seq_to
        and earlier.status_reported_on <= least(work.status_reported_on, as_of)
    group by earlier.id
)

select
    advance.engagement_id,
    advance.contract_id,
    'permission_decision' as subject_kind,
    advance.id as subject_id,
    coalesce(work.actual_started_on <= as_of, false) as has_begun,
    case
        when has_begun then cast(
            greatest(reported.last_on, work.actual_started_on) + to_months(
                case advance.status_report_interval
                    when 'monthly' then 1 when 'quarterly' then 3 when 'half_yearly' then 6 when 'yearly' then 12
                end
            ) as date
        )
        else greatest(work.starts_on, advance.valid_from_on, advance.decided_on)
    end as due_on
from advance
inner join subcontracts(at_seq) as work on advance.engagement_id = work.id
left join reported on advance.engagement_id = reported.engagement_id;
