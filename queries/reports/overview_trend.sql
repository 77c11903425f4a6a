-- The numbers of the overview as they stood on each of some days, by what is on file now: one row a day. It derives
-- from dated facts the spans in which a state held, so that no day needs an evaluation of its own. No day may lie
-- after as_of: then what was last confirmed and audited before the first of them is known from the status.
-- What was only asked for begins with its first permission.
with point as (
    select unnest($points::date[]) as day
),

-- The last grant takes the place of those before it.
grant_given as (
    select
        engagement_id,
        decided_on,
        least(
            coalesce(valid_until_on, date '9999-01-01'),
            coalesce(revoked_on - 1, date '9999-01-01'),
            coalesce(
                lead(decided_on) over (partition by engagement_id order by decided_on, seq_from) - 1, date '9999-01-01'
            )
        ) as until_on
    from permission_decisions($at_seq::bigint)
    where outcome in ('permitted', 'conditional') and decided_for = 'office'
),

first_given as (
    select engagement_id, min(decided_on) as decided_on
    from grant_given
    group by engagement_id
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
                    then coalesce(first_given.decided_on, date '9999-01-01')
            end
        ) as first_on,
        coalesce(status.ends_on, date '9999-01-01') as last_on,
        coalesce(status.upper_bound_on, date '9999-01-01') as upper_bound_on,
        status.confirmed_on,
        status.confirmation_until_on,
        status.confirmation_state in ('positive', 'expired') as is_last_positive,
        status.last_audited_on,
        coalesce(status.audit_interval_months, policy.audit_interval_months) as audit_interval_months,
        policy.declaration_valid_months
    from status
    cross join offices($at_seq::bigint) as policy
    left join subcontracts($at_seq::bigint) as subcontract on status.engagement_id = subcontract.id
    left join first_given on status.engagement_id = first_given.engagement_id
    where
        coalesce(status.ends_on >= (select min(point.day) from point), true)
        and coalesce(status.starts_on <= (select max(point.day) from point), true)
),

permitted as (
    select
        greatest(grant_given.decided_on, work.first_on) as from_on,
        least(grant_given.until_on, work.last_on, work.upper_bound_on) as until_on
    from grant_given
    inner join work on grant_given.engagement_id = work.engagement_id
    where work.needs_permission
),

confirmed as (
    select
        greatest(confirmed_on, first_on) as from_on,
        least(last_on, coalesce(confirmation_until_on, date '9999-01-01')) as until_on,
        is_last_positive as is_positive
    from work
    where tier > 1 and handles_personal and confirmed_on <= (select min(point.day) from point)
    union all
    select
        greatest(confirmation.confirmed_on, work.first_on) as from_on,
        least(
            work.last_on,
            coalesce(confirmation.valid_until_on, date '9999-01-01'),
            coalesce(
                lead(confirmation.confirmed_on) over (
                    partition by confirmation.engagement_id order by confirmation.confirmed_on, confirmation.seq_from
                ) - 1,
                date '9999-01-01'
            )
        ) as until_on,
        confirmation.is_positive
    from confirmations($at_seq::bigint, null) as confirmation
    inner join work on confirmation.engagement_id = work.engagement_id
    where
        confirmation.is_complete and confirmation.confirmed_on is not null
        and work.tier > 1 and work.handles_personal and work.confirmed_on > (select min(point.day) from point)
),

inspected as (
    select engagement_id, last_audited_on as audited_on
    from work
    where tier > 1 and handles_personal and last_audited_on <= (select min(point.day) from point)
    union all
    select work.engagement_id, audit.audited_on
    from audit_subjects($at_seq::bigint) as subject
    inner join audits($at_seq::bigint) as audit on subject.audit_id = audit.id
    inner join work on subject.engagement_id = work.engagement_id
    where
        audit.audited_on is not null
        and audit.audit_kind is distinct from 'self_check'
        and work.tier > 1 and work.handles_personal and work.last_audited_on > (select min(point.day) from point)
),

-- Of two audits on one day the first holds for no day.
audited as (
    select
        work.first_on,
        work.last_on,
        inspected.audited_on,
        cast(inspected.audited_on + to_months(cast(work.audit_interval_months as integer)) as date) as due_on,
        lead(inspected.audited_on) over each_work as next_audited_on,
        row_number() over each_work = 1 as is_first
    from inspected
    inner join work on inspected.engagement_id = work.engagement_id
    window each_work as (partition by inspected.engagement_id order by inspected.audited_on)
),

subcontracted as (
    select distinct contract_id from status where tier > 1
),

declared as (
    select
        greatest(contract.none_declared_on, work.first_on) as from_on,
        least(
            cast(contract.none_declared_on + to_months(cast(work.declaration_valid_months as integer)) as date),
            work.last_on
        ) as until_on
    from work
    inner join contracts($at_seq::bigint) as contract on work.engagement_id = contract.id
    where
        work.tier = 1 and work.handles_personal and contract.none_declared_on is not null
        and work.contract_id not in (select subcontracted.contract_id from subcontracted)
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
    select 'unconfirmed', -1, from_on, until_on from confirmed where is_positive
    union all
    select 'unaudited', 1, first_on, last_on from work where tier > 1 and handles_personal
    union all
    select 'unaudited', -1, greatest(audited_on, first_on), last_on from audited where is_first
    union all
    select 'overdue', 1, greatest(due_on + 1, first_on), least(coalesce(next_audited_on - 1, last_on), last_on)
    from audited
    union all
    select 'unknown', 1, first_on, last_on
    from work
    where tier = 1 and handles_personal and contract_id not in (select subcontracted.contract_id from subcontracted)
    union all
    select 'unknown', -1, from_on, until_on from declared
    union all
    select
        'overdue_findings',
        1,
        greatest(finding.due_on + 1, coalesce(finding.found_on, work.first_on), work.first_on),
        least(
            case
                when finding.state in ('verified', 'accepted')
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
