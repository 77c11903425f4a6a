-- The next periodic report that each contract still owes, as of as_of, as known at at_seq: one row a contract with an
-- interval. A report is due after its period within the days of the office's policy; periods are counted from the
-- start of the contract, and the last one ends with it. A report covers every period that it lies over for the greater
-- part, so that one report may cover several, and one that keeps to quarters of the year covers the quarter meant.
-- Source: PPC guideline 4-2-(1)1B, 9.
create or replace macro periods_until(starts_on, months, day) as
    cast(round((day - starts_on + 1) / (months * 30.4375)) as bigint);

create or replace macro reports_due(as_of, at_seq, scope) as table
with term as (
    select
        id as contract_id,
        starts_on,
        least(ends_on, ended_day(stage, ended_on, staged_at)) as over_on,
        coalesce(stage in ('performing', 'ending'), false) as is_ending,
        interval_months(reporting_interval) as months,
        -- A rest of the time is a period of its own, unless it is a matter of days.
        greatest(cast(ceil((over_on - starts_on + 1) / (months * 30.4375) - 0.1) as bigint), 1) as last_period
    from contracts(at_seq)
    where
        (scope is null or id = scope)
        and reporting_interval is not null
        and starts_on is not null
        and stage is distinct from 'selecting'
),

reported as (
    select
        contract_id,
        list_distinct(flatten(list(range(first_period, until_period + 1)))) as periods,
        max(submitted_on) as last_submitted_on
    from (
        select
            report.contract_id,
            report.submitted_on,
            case
                when report.period_until_on >= term.over_on then term.last_period
                else periods_until(term.starts_on, term.months, report.period_until_on)
            end as until_period,
            greatest(
                least(
                    periods_until(term.starts_on, term.months, report.period_from_on - 1) + 1,
                    until_period
                ),
                1
            ) as first_period
        from periodic_reports(at_seq) as report
        inner join term on report.contract_id = term.contract_id
        where
            (scope is null or report.contract_id = scope)
            and report.submitted_on <= as_of
            and report.period_until_on is not null
    )
    where until_period >= first_period
    group by contract_id
),

-- The first period without a report.
owed as (
    select
        term.*,
        reported.last_submitted_on,
        case
            when reported.periods is null then 1
            when len(reported.periods) = list_max(reported.periods) then list_max(reported.periods) + 1
            else list_filter(
                range(1, list_max(reported.periods)), lambda nth: not list_contains(reported.periods, nth)
            )[1]
        end as period
    from term
    left join reported on term.contract_id = reported.contract_id
)

select
    owed.contract_id as engagement_id,
    owed.contract_id,
    'contract' as subject_kind,
    owed.contract_id as subject_id,
    owed.period,
    cast(owed.starts_on + to_months(cast((owed.period - 1) * owed.months as integer)) as date) as period_from_on,
    case
        when owed.period = owed.last_period then owed.over_on
        else cast(owed.starts_on + to_months(cast(owed.period * owed.months as integer)) as date) - 1
    end as period_until_on,
    period_until_on + cast(policy.report_due_days as integer) as due_on,
    owed.last_submitted_on,
    owed.is_ending
from owed
cross join policies_on(as_of, at_seq) as policy
where coalesce(owed.period <= owed.last_period, true);
