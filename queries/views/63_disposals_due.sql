-- Until when the return or disposal of the data is to be proved that each tier handled, permitted or not: one row an
-- engagement whose end is known and for which no complete record says so of a day on which the work was over. Where a
-- contract was set to ended before its day, the work was over some days before that was recorded. What was over already when the ledger first
-- heard of it was not overseen here and owes nothing, unless the office discovered it. is_closed: its contract is said
-- to have ended. engagements: the name of the table that holds the engagements as of as_of.
-- Source: PPC guideline 4-2-(1)1B, 6; annex 1, 2E-d.
create or replace macro disposals_due(as_of, at_seq, scope, engagements) as table
with disposed as (
    select engagement_id, max(disposed_on) as last_on
    from disposals(at_seq)
    where is_complete and disposed_on <= as_of and (scope is null or contract_id = scope)
    group by engagement_id
),

closed as (
    select
        id as contract_id,
        coalesce(office_day(staged_at) < starts_on, true) as is_before_start,
        coalesce(office_day(staged_at) < ends_on, true) as is_early
    from contracts(at_seq)
    where stage = 'ended' and office_day(staged_at) <= as_of and (scope is null or id = scope)
),

-- An award that was called off, or a contract that was rescinded, before its first day: nothing was
-- handed over.
called_off as (
    select id as contract_id
    from contract
    where id in (select closed.contract_id from closed where closed.is_before_start) and seq_from <= at_seq
    group by id
    having bool_or(stage in ('selecting', 'signed')) and not bool_or(coalesce(stage, 'performing') in ('performing', 'ending'))
),

discovered as (
    select id as engagement_id
    from subcontracts(at_seq)
    where origin = 'discovered' and (scope is null or contract_id = scope)
),

owing as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.tier,
        engagement.ends_on,
        policy.disposal_days,
        closed.contract_id is not null as is_closed,
        discovered.engagement_id is not null as is_discovered
    from query_table(engagements) as engagement
    cross join policies_on(as_of, at_seq) as policy
    left join closed on engagement.contract_id = closed.contract_id
    left join disposed
        on engagement.engagement_id = disposed.engagement_id
        and disposed.last_on
        >= engagement.ends_on - case when closed.is_early then cast(policy.disposal_days as integer) else 0 end
    left join discovered on engagement.engagement_id = discovered.engagement_id
    where
        engagement.handles_personal
        and engagement.is_begun
        and engagement.ends_on is not null
        and disposed.engagement_id is null
        and engagement.contract_id not in (select called_off.contract_id from called_off)
),

-- Since when the ledger has known of it.
heard_of as (
    select id as engagement_id, office_day(recorded_at) as heard_on
    from contract
    where revision = 1 and (scope is null or id = scope)
    union all
    select id as engagement_id, office_day(recorded_at) as heard_on
    from subcontract
    where revision = 1 and (scope is null or contract_id = scope or contract_id is null)
)

select
    owing.engagement_id,
    owing.contract_id,
    case when owing.tier = 1 then 'contract' else 'subcontract' end as subject_kind,
    owing.engagement_id as subject_id,
    owing.ends_on as ended_on,
    owing.ends_on + cast(owing.disposal_days as integer) as due_on,
    owing.is_closed
from owing
inner join heard_of on owing.engagement_id = heard_of.engagement_id
where owing.is_discovered or heard_of.heard_on <= owing.ends_on;
