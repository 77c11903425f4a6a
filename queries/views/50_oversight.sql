-- The oversight status: one row an engagement, as of as_of, as known at at_seq; scope is one contract, or null for all.
-- Without personal data there is no confirmation and no yearly audit. Source: 番号法11条; PPC guideline 4-2-(1);
-- 事務対応ガイド 4-8-9(3), (4).
create or replace macro oversight(as_of, at_seq, scope) as table
with policy as (
    select audit_interval_months, due_soon_days from policies_on(as_of, at_seq)
),

confirmed as (
    select
        engagement_id,
        arg_max(
            struct_pack(
                id := id,
                confirmed_on := confirmed_on,
                is_positive := is_positive,
                valid_until_on := valid_until_on,
                stated_until_on := stated_until_on,
                form := form,
                seq := confirmed_seq
            ),
            day_order(confirmed_on, confirmed_seq)
        ) filter (is_complete) as last
    from confirmations(as_of, at_seq, scope)
    where confirmed_on is null or confirmed_on <= as_of
    group by engagement_id
),

remedied as (
    select
        engagement_id,
        count(*) as open_findings,
        count(*) filter (due_on < as_of) as overdue_findings
    from findings(at_seq)
    where
        (scope is null or contract_id = scope)
        and engagement_id is not null
        and (found_on is null or found_on <= as_of)
        and not (state in ('verified', 'accepted') and (verified_on is null or verified_on <= as_of))
    group by engagement_id
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

audited as (
    select
        engagement.*,
        confirmed.last.id as confirmation_id,
        confirmed.last.confirmed_on as confirmed_on,
        confirmed.last.form as confirmation_form,
        confirmed.last.seq as confirmation_seq,
        confirmed.last.valid_until_on as confirmation_until_on,
        confirmed.last.stated_until_on as confirmation_stated_until_on,
        case
            when confirmed.engagement_id is null then 'none'
            when confirmed.last is null then 'incomplete'
            when not confirmed.last.is_positive then 'negative'
            when confirmed.last.valid_until_on < engagement.seen_on then 'expired'
            else 'positive'
        end as confirmation_state,
        inspection.last_audited_on,
        inspection.last_audit_id,
        coalesce(inspection.is_last_incomplete, false) as is_last_audit_incomplete,
        case
            when engagement.handles_personal then coalesce(
                cast(
                    coalesce(inspection.last_audited_on, engagement.starts_on)
                    + to_months(
                        cast(coalesce(engagement.audit_interval_months, policy.audit_interval_months) as integer)
                    ) as date
                ),
                begun_unknown.due_on
            )
        end as audit_due_on,
        policy.due_soon_days,
        coalesce(remedied.open_findings, 0) as open_findings,
        coalesce(remedied.overdue_findings, 0) as overdue_findings
    from engagements(as_of, at_seq, scope) as engagement
    cross join policy
    left join confirmed on engagement.engagement_id = confirmed.engagement_id
    left join inspections(as_of, at_seq, scope) as inspection on engagement.engagement_id = inspection.engagement_id
    left join remedied on engagement.engagement_id = remedied.engagement_id
    left join begun_unknown on engagement.engagement_id = begun_unknown.engagement_id
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
