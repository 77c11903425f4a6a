-- Where the audit of each engagement stands: one row an engagement, as of as_of, as known at at_seq; scope is one
-- contract, or null for all. Without personal data there is no yearly audit. The audits go on over the turn of the year:
-- along the line of the work the last one counts, and before the first of them its first day. Source: 番号法11条; PPC
-- guideline 4-2-(1); 事務対応ガイド 4-8-9(3), (4).
create or replace macro audit_states(as_of, at_seq, scope) as table
with policy as (
    select audit_interval_months, due_soon_days from policies_on(as_of, at_seq)
),

-- Where nobody knows when the work began, an inspection is due from the signing on, or from the first entry that leaves
-- the beginning open.
begun_unknown as (
    select id as engagement_id, coalesce(signed_on, office_day(begun_at)) as due_on
    from contracts(at_seq)
    where starts_on is null and (scope is null or id = scope)
    union all
    select id as engagement_id, office_day(begun_at) as due_on
    from subcontracts(at_seq)
    where starts_on is null and actual_started_on is null and (scope is null or contract_id = scope)
),

taken_up as (
    select engagement_id, min(starts_on) as starts_on
    from lines(at_seq, scope)
    group by engagement_id
),

audited as (
    select
        engagement.*,
        inspection.last_audited_on,
        inspection.last_audit_id,
        coalesce(inspection.is_last_incomplete, false) as is_last_audit_incomplete,
        case
            when engagement.handles_personal then coalesce(
                cast(
                    coalesce(inspection.last_audited_on, least(taken_up.starts_on, engagement.starts_on))
                    + to_months(
                        cast(coalesce(engagement.audit_interval_months, policy.audit_interval_months) as integer)
                    ) as date
                ),
                begun_unknown.due_on
            )
        end as audit_due_on,
        policy.due_soon_days
    from engagements(as_of, at_seq, scope) as engagement
    cross join policy
    left join inspections(as_of, at_seq, scope) as inspection on engagement.engagement_id = inspection.engagement_id
    left join begun_unknown on engagement.engagement_id = begun_unknown.engagement_id
    left join taken_up on engagement.engagement_id = taken_up.engagement_id
)

select
    audited.* exclude (due_soon_days, audit_due_on),
    -- What has ended has no next audit, though it may have lacked one when it ended.
    case when audited.ends_on >= as_of or audited.ends_on is null then audited.audit_due_on end as next_audit_due_on,
    case
        when not audited.handles_personal then 'not_required'
        when audited.last_audited_on is null then 'never'
        when audited.audit_due_on < audited.seen_on then 'overdue'
        when next_audit_due_on <= audited.seen_on + cast(audited.due_soon_days as integer) then 'due_soon'
        else 'covered'
    end as audit_state,
    case
        when next_audit_due_on < as_of then as_of - next_audit_due_on
        else 0
    end as days_overdue
from audited;
