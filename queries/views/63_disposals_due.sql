-- What keeps a record of return or disposal from being a proof, by its fields; `certificate` stands for the certificate or
-- the reason why there is none; `early`: it was done while the work still ran, which proves nothing of its end.
create or replace macro disposal_lacks(record, is_proof) as
    case
        when record.is_complete and not is_proof then ['early']
        when not record.is_complete
            then list_filter([
                case when coalesce(len(record.ways), 0) = 0 then 'ways' end,
                case when record.disposed_on is null then 'disposed_on' end,
                case when record.confirmed_on is null then 'confirmed_on' end,
                case when record.confirmed_by is null then 'confirmed_by' end,
                case
                    when
                        record.certificate is null
                        and record.no_certificate_reason is null
                        and not coalesce(
                            len(record.ways) > 0 and list_has_all(['none_held', 'carried_over'], record.ways), false
                        )
                        then 'certificate'
                end
            ], lambda lack: lack is not null)
        else []
    end;

-- Until when the return or disposal of the data is to be proved that each tier handled, permitted or not: one row an
-- engagement whose end is known and for which no complete record says so of a day on which the work was over: its last
-- day on which offices are open, or after. Where a contract was set to ended before its day, the work was over some days
-- before it ended. What was over already when the ledger first heard of it was not overseen here and owes nothing,
-- unless the office discovered it; but what the ledger knew as running owes it, however early the end that is then given.
-- is_closed: its contract is said to have ended. engagements: the name of the table that holds the engagements as of as_of.
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
        ended_day(stage, ended_on, staged_at) as last_on,
        coalesce(last_on < starts_on, true) as is_before_start,
        coalesce(last_on < ends_on, true) as is_early,
        -- Until when it was on record as not ended.
        least(ends_on, office_day(staged_at)) as seen_until_on
    from contracts(at_seq)
    where last_on <= as_of and (scope is null or id = scope)
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

proved as (
    select engagement.engagement_id
    from query_table(engagements) as engagement
    cross join policies_on(as_of, at_seq) as policy
    inner join disposed on engagement.engagement_id = disposed.engagement_id
    left join closed on engagement.contract_id = closed.contract_id
    where
        is_from_last_open_day(
            disposed.last_on,
            engagement.ends_on,
            case when closed.is_early then cast(policy.disposal_days as integer) else 0 end
        )
),

owing as (
    select
        engagement.engagement_id,
        engagement.contract_id,
        engagement.tier,
        engagement.ends_on,
        policy.disposal_days,
        closed.contract_id is not null as is_closed,
        case
            when closed.is_early and engagement.ends_on = closed.last_on then closed.seen_until_on else engagement.ends_on
        end as seen_until_on,
        discovered.engagement_id is not null as is_discovered
    from query_table(engagements) as engagement
    cross join policies_on(as_of, at_seq) as policy
    left join closed on engagement.contract_id = closed.contract_id
    left join proved on engagement.engagement_id = proved.engagement_id
    left join discovered on engagement.engagement_id = discovered.engagement_id
    where
        engagement.handles_personal
        and engagement.is_begun
        and engagement.ends_on is not null
        and proved.engagement_id is null
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
where owing.is_discovered or heard_of.heard_on <= owing.seen_until_on;
