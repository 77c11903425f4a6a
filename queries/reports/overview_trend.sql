-- The numbers of the overview as they stood on each of some days, by what is on file now: one row a day. It derives
-- from dated facts the spans in which a state held, so that no day needs an evaluation of its own. No day may lie
-- after as_of: then what was last confirmed and audited before the first of them is known from the status.
with point as (
    select unnest($points::date[]) as day
),

-- What was the policy on these days? A span that depends on it is cut to the days of each.
policy as (
    select
        from_on,
        until_on,
        audit_interval_months,
        confirmation_valid_months,
        declaration_valid_months
    from policies($at_seq::bigint)
    where
        from_on <= until_on
        and from_on <= (select max(point.day) from point)
        and until_on >= (select min(point.day) from point)
),

-- The unbroken runs of permissions; before the first of them begins, what was decided shows what it will be.
run as (
    select
        engagement_id,
        is_elsewhere,
        case
            when run_from_on = min(run_from_on) over (partition by engagement_id, is_elsewhere)
                then min(decided_on) over (partition by engagement_id, is_elsewhere)
            else run_from_on
        end as from_on,
        coalesce(run_until_on, date '9999-01-01') as until_on
    from grants($as_of::date, $at_seq::bigint, null)
    where coalesce(until_on >= from_on, true)
),

-- What was only asked for begins with the first that lasted to its planned day, to whomever it was given; what is
-- permitted in advance begins when that is reported.
first_given as (
    select run.engagement_id, min(run.from_on) as from_on
    from run
    inner join status on run.engagement_id = status.engagement_id
    where coalesce(run.until_on >= status.starts_on, true)
    group by run.engagement_id
),

work as (
    select
        status.engagement_id,
        status.contract_id,
        status.tier,
        status.handles_personal,
        status.handles_spi,
        status.tier > 1 and status.needs_permission as needs_permission,
        greatest(
            coalesce(status.starts_on, date '1900-01-01'),
            case
                when status.needs_permission and subcontract.origin = 'requested'
                    and subcontract.actual_started_on is null
                    then case
                        when status.awaits_start then date '9999-01-01'
                        else coalesce(first_given.from_on, date '9999-01-01')
                    end
            end
        ) as first_on,
        coalesce(status.ends_on, date '9999-01-01') as last_on,
        coalesce(status.upper_bound_on, date '9999-01-01') as upper_bound_on,
        status.confirmed_on,
        status.confirmation_stated_until_on,
        status.confirmation_state in ('positive', 'expired') as is_last_positive,
        status.last_audited_on,
        status.audit_interval_months
    from status
    left join subcontracts($at_seq::bigint) as subcontract on status.engagement_id = subcontract.id
    left join first_given on status.engagement_id = first_given.engagement_id
    where
        coalesce(status.ends_on >= (select min(point.day) from point), true)
        and coalesce(status.starts_on <= (select max(point.day) from point), true)
        -- A contract without a day that is still being awarded has begun on none of them.
        and (status.tier > 1 or status.starts_on is not null or status.is_begun)
),

permitted as (
    select distinct
        run.engagement_id,
        greatest(run.from_on, work.first_on) as from_on,
        least(run.until_on, work.last_on, work.upper_bound_on) as until_on
    from run
    inner join work on run.engagement_id = work.engagement_id
    where work.needs_permission and not run.is_elsewhere
),

counted_confirmation as (
    select
        confirmed_on,
        confirmation_stated_until_on as stated_until_on,
        first_on as from_on,
        last_on as until_on,
        is_last_positive as is_positive
    from work
    where tier > 1 and handles_personal and confirmed_on <= (select min(point.day) from point)
    union all
    select
        confirmation.confirmed_on,
        confirmation.stated_until_on,
        work.first_on as from_on,
        least(
            work.last_on,
            coalesce(
                lead(confirmation.confirmed_on) over (
                    partition by confirmation.engagement_id order by confirmation.confirmed_on, confirmation.confirmed_seq
                ) - 1,
                date '9999-01-01'
            )
        ) as until_on,
        confirmation.is_positive
    from confirmations($as_of::date, $at_seq::bigint, null) as confirmation
    inner join work on confirmation.engagement_id = work.engagement_id
    where
        confirmation.is_complete and confirmation.confirmed_on is not null
        and work.tier > 1 and work.handles_personal and work.confirmed_on > (select min(point.day) from point)
),

confirmed as (
    select
        greatest(counted_confirmation.confirmed_on, counted_confirmation.from_on, policy.from_on) as from_on,
        least(
            counted_confirmation.until_on,
            confirmation_end(
                counted_confirmation.confirmed_on,
                counted_confirmation.stated_until_on,
                policy.confirmation_valid_months
            ),
            policy.until_on
        ) as until_on
    from counted_confirmation
    cross join policy
    where counted_confirmation.is_positive
),

inspected as (
    select engagement_id, last_audited_on as audited_on
    from work
    where tier > 1 and handles_personal and last_audited_on <= (select min(point.day) from point)
    union all
    select work.engagement_id, visit.audited_on
    from visits($at_seq::bigint, null) as visit
    inner join work on visit.engagement_id = work.engagement_id
    where
        visit.audited_on is not null
        and not visit.is_of_another
        and work.tier > 1 and work.handles_personal and work.last_audited_on > (select min(point.day) from point)
),

-- Of two audits on one day the first holds for no day.
audited as (
    select
        work.first_on,
        work.last_on,
        inspected.audited_on,
        work.audit_interval_months,
        lead(inspected.audited_on) over each_work as next_audited_on,
        row_number() over each_work = 1 as is_first
    from inspected
    inner join work on inspected.engagement_id = work.engagement_id
    window each_work as (partition by inspected.engagement_id order by inspected.audited_on)
),

overdue as (
    select
        greatest(
            cast(
                audited.audited_on
                + to_months(
                    cast(coalesce(audited.audit_interval_months, policy.audit_interval_months) as integer)
                ) as date
            ) + 1,
            audited.first_on,
            policy.from_on
        ) as from_on,
        least(audited.next_audited_on - 1, audited.last_on, policy.until_on) as until_on
    from audited
    cross join policy
),

-- R34: the declarations that nothing is subcontracted, each with the days until the next one; before the first of them
-- there was none.
declared as (
    select distinct contract_id, declared_on
    from declarations($as_of::date, $at_seq::bigint, null)
),

segment as (
    select
        contract.id as contract_id,
        null::date as declared_on,
        date '1900-01-01' as from_on,
        coalesce(min(declared.declared_on) - 1, date '9999-01-01') as until_on
    from contracts($at_seq::bigint) as contract
    left join declared on contract.id = declared.contract_id
    group by contract.id
    union all
    select
        declared.contract_id,
        declared.declared_on,
        declared.declared_on as from_on,
        coalesce(
            lead(declared.declared_on) over (partition by declared.contract_id order by declared.declared_on) - 1,
            date '9999-01-01'
        ) as until_on
    from declared
),

-- Until when the chain under a contract was known, by the declaration that counted then, and whether a subcontract that
-- was under way contradicts it.
chain as (
    select
        segment.contract_id,
        segment.from_on,
        policy.from_on as policy_from_on,
        max(
            coalesce(
                case
                    when status.starts_on > segment.declared_on
                        then cast(
                            status.ends_on + to_months(cast(policy.declaration_valid_months as integer)) as date
                        )
                    else status.ends_on
                end,
                date '9999-01-01'
            )
        ) as known_until_on,
        bool_or(
            status.is_begun and is_within(segment.declared_on, status.starts_on, status.ends_on)
        ) as is_contradicted
    from status
    inner join segment on status.contract_id = segment.contract_id
    cross join policy
    where status.tier > 1 and (status.is_begun or status.permission_state not in ('refused', 'withdrawn'))
    group by segment.contract_id, segment.from_on, policy.from_on
),

unknown as (
    select
        greatest(
            work.first_on,
            segment.from_on,
            policy.from_on,
            case
                when not coalesce(chain.is_contradicted, false)
                    then greatest(
                        chain.known_until_on,
                        cast(
                            segment.declared_on + to_months(cast(policy.declaration_valid_months as integer)) as date
                        )
                    ) + 1
            end
        ) as from_on,
        least(segment.until_on, work.last_on, policy.until_on) as until_on
    from work
    inner join segment on work.contract_id = segment.contract_id
    cross join policy
    left join chain
        on segment.contract_id = chain.contract_id
        and segment.from_on = chain.from_on
        and policy.from_on = chain.policy_from_on
    where work.tier = 1 and work.handles_personal
),

-- A span is a state that held from a day to a day; one that ends before it begins never held. Numbers that lessen
-- another are counted with a minus.
span as (
    select 'contracts' as counted, 1 as weight, first_on as from_on, last_on as until_on from work where tier = 1
    union all
    select 'contracts_spi', 1, first_on, last_on from work where tier = 1 and handles_spi
    union all
    select 'subcontracts', 1, first_on, last_on from work where tier > 1
    union all
    select 'unpermitted', 1, first_on, last_on from work where needs_permission
    union all
    select 'unpermitted', -1, from_on, until_on from permitted
    union all
    select 'unconfirmed', 1, first_on, last_on from work where tier > 1 and handles_personal
    union all
    select 'unconfirmed', -1, from_on, until_on from confirmed
    union all
    select 'unaudited', 1, first_on, last_on from work where tier > 1 and handles_personal
    union all
    select 'unaudited', -1, greatest(audited_on, first_on), last_on from audited where is_first
    union all
    select 'overdue', 1, from_on, until_on from overdue
    union all
    select 'unknown', 1, from_on, until_on from unknown
    union all
    select
        'overdue_findings',
        1,
        greatest(finding.due_on + 1, coalesce(finding.found_on, work.first_on), work.first_on),
        least(
            case
                when closes_finding(finding.state)
                    then coalesce(finding.verified_on - 1, date '1900-01-01')
                else work.last_on
            end,
            work.last_on
        )
    from findings($at_seq::bigint) as finding
    inner join work on finding.engagement_id = work.engagement_id
    where finding.due_on is not null
),

counted_span as (
    select counted, from_on, until_on, sum(weight) as weight
    from span
    where from_on <= until_on
    group by all
)

select
    point.day,
    coalesce(sum(span.weight) filter (span.counted = 'contracts'), 0)::bigint as contracts,
    coalesce(sum(span.weight) filter (span.counted = 'contracts_spi'), 0)::bigint as contracts_spi,
    coalesce(sum(span.weight) filter (span.counted = 'subcontracts'), 0)::bigint as subcontracts,
    coalesce(sum(span.weight) filter (span.counted = 'unpermitted'), 0)::bigint as unpermitted,
    coalesce(sum(span.weight) filter (span.counted = 'unconfirmed'), 0)::bigint as unconfirmed,
    coalesce(sum(span.weight) filter (span.counted = 'unaudited'), 0)::bigint as unaudited,
    coalesce(sum(span.weight) filter (span.counted = 'overdue'), 0)::bigint as overdue,
    coalesce(sum(span.weight) filter (span.counted = 'unknown'), 0)::bigint as unknown,
    coalesce(sum(span.weight) filter (span.counted = 'overdue_findings'), 0)::bigint as overdue_findings
from point
left join counted_span as span on point.day between span.from_on and span.until_on
group by point.day
order by point.day
