-- When training in the handling of Specific Personal Information is next to be attested for the organisation of each
-- engagement under way that handles it: one row an engagement, counted from the last training on file of the
-- organisation, in whichever contract, else from its first work of this kind. Work that was
-- only asked for, and neither permitted nor begun, is none; scope: one contract, or null for all. engagements: the name of
-- the table that holds the engagements as of as_of. Source: 番号法29条の2, 令32条 (about once a year, all who handle the files).
create or replace macro trainings_due(as_of, at_seq, scope, engagements) as table
with recursive trained as (
    select training.organisation_id, max(training.held_on) as last_on
    from periodic_report_trainings(at_seq) as training
    inner join periodic_reports(at_seq) as report on training.periodic_report_id = report.id
    where training.held_on <= as_of and report.submitted_on <= as_of
    group by training.organisation_id
),

-- All that these organisations ever did, in whichever contract; work that states no data class has that of the next tier
-- above that does. Other contracts than those evaluated count, so that their tiers are climbed here.
work as (
    select
        id as engagement_id,
        null::varchar as upper_id,
        organisation_id,
        starts_on,
        coalesce(data_class, 'unknown') as data_class
    from contracts(at_seq)
    where stage is distinct from 'selecting'
    union all
    select
        id as engagement_id,
        parent_id as upper_id,
        organisation_id,
        coalesce(actual_started_on, starts_on) as starts_on,
        data_class
    from subcontracts(at_seq)
    where
        origin is distinct from 'requested'
        or actual_started_on is not null
        or id in (
            select decision.engagement_id
            from permission_decisions(at_seq) as decision
            where decision.is_grant and decision.decided_for = 'office' and decision.decided_on <= as_of
        )
),

stated as (
    select id as engagement_id, null::varchar as upper_id, coalesce(data_class, 'unknown') as data_class
    from contracts(at_seq)
    union all
    select id as engagement_id, parent_id as upper_id, data_class
    from subcontracts(at_seq)
),

handled as (
    select organisation_id, starts_on, upper_id, data_class, 1 as steps
    from work
    where
        coalesce(data_class = 'spi', true)
        and organisation_id in (
            select asked.organisation_id from query_table(engagements) as asked where asked.handles_spi and asked.is_live
        )
    union all
    select handled.organisation_id, handled.starts_on, stated.upper_id, stated.data_class, handled.steps + 1
    from handled
    inner join stated on handled.upper_id = stated.engagement_id
    where handled.data_class is null and handled.steps < 100
),

begun as (
    select organisation_id, min(starts_on) as first_on
    from handled
    where data_class = 'spi'
    group by organisation_id
)

select
    engagement.engagement_id,
    engagement.contract_id,
    case when engagement.tier = 1 then 'contract' else 'subcontract' end as subject_kind,
    engagement.engagement_id as subject_id,
    trained.last_on as last_trained_on,
    cast(
        coalesce(trained.last_on, least(begun.first_on, engagement.starts_on))
        + to_months(cast(policy.training_interval_months as integer)) as date
    ) as due_on
from query_table(engagements) as engagement
cross join policies_on(as_of, at_seq) as policy
left join trained on engagement.organisation_id = trained.organisation_id
left join begun on engagement.organisation_id = begun.organisation_id
where engagement.handles_spi and engagement.is_live and (scope is null or engagement.contract_id = scope);
