-- What falls due under a permission as of as_of, as known at at_seq: one row a due date, with the day on which it was met
-- if it was. subject_id: the decision.

-- The permissions of the organisation that has the work, each with the day from which it is taken back: by a revocation of
-- it, or of one after it. What was agreed with it stands until then, whatever is permitted after it.
create or replace macro standing_grants(as_of, at_seq, scope) as table
with given as (
    select id, engagement_id, decided_on, from_on, revoked_on, position
    from grants(as_of, at_seq, scope)
    where not is_elsewhere
),

taken_back as (
    select given.id, min(later.revoked_on) as taken_back_on
    from given
    inner join given as later on given.engagement_id = later.engagement_id and given.position < later.position
    where later.revoked_on >= later.from_on
    group by given.id
)

select
    given.id,
    given.engagement_id,
    given.decided_on,
    given.position,
    least(given.revoked_on, taken_back.taken_back_on) as taken_back_on
from given
left join taken_back on given.id = taken_back.id;

-- The conditions that have a date, of every permission, whatever was permitted after it: only a revocation by that date,
-- of it or of one after it, ends them. Those of another organisation's permission are none of this work.
create or replace macro conditions_due(as_of, at_seq, scope) as table
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
inner join standing_grants(as_of, at_seq, scope) as given on decision.id = given.id
where
    decision.condition.due_on is not null
    and coalesce(given.taken_back_on > decision.condition.due_on, true);

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
-- state of the work, which stay due under whatever was permitted after it, until it is taken back or another is given in
-- advance (has_begun). The record tells the last report only; what its earlier states tell of those up to as_of counts.
-- Source: PPC Q3-9 (R08).
create or replace macro advance_reports_due(as_of, at_seq, scope) as table
with advance as (
    select
        decision.engagement_id,
        decision.contract_id,
        decision.id,
        decision.valid_from_on,
        decision.decided_on,
        given.position,
        given.taken_back_on,
        request.status_report_interval
    from permission_decisions(at_seq) as decision
    inner join permission_requests(at_seq) as request
        on decision.request_id = request.id and request.request_type = 'advance'
    inner join standing_grants(as_of, at_seq, scope) as given on decision.id = given.id
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
        and earlier.status_reported_on <= work.status_reported_on
        and earlier.status_reported_on <= as_of
    group by earlier.id
)

select
    advance.engagement_id,
    advance.contract_id,
    'permission_decision' as subject_kind,
    advance.id as subject_id,
    advance.decided_on,
    coalesce(work.actual_started_on <= as_of, false) as has_begun,
    case
        when has_begun then cast(
            greatest(reported.last_on, work.actual_started_on) + to_months(interval_months(advance.status_report_interval)) as date
        )
        else greatest(work.starts_on, advance.valid_from_on, advance.decided_on)
    end as due_on
from advance
inner join subcontracts(at_seq) as work on advance.engagement_id = work.id
left join reported on advance.engagement_id = reported.engagement_id
where coalesce(advance.taken_back_on > due_on, true)
qualify not has_begun or advance.position = max(advance.position) over (partition by advance.engagement_id);
