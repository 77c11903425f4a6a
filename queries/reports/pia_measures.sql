-- What is on record of the measures against risk in the work of some contracts ($contracts: ids), which table III-4 of the
-- PIA statement asks about: one row an engagement, the contractor's with what is recorded of the contract as a whole.
with audited as (
    select engagement_id, list(distinct audited_on order by audited_on) as audited_on
    from visits($at_seq::bigint, null::varchar)
    where audited_on <= $as_of::date and not is_of_another
    group by engagement_id
),

reported as (
    select
        contract_id,
        count(*) as reports,
        max(submitted_on) as last_reported_on,
        max(list_max(list_transform(
            list_filter(coalesce(trainings, []), lambda one: one.held_on <= $as_of::date), lambda one: one.held_on
        ))) as trained_on
    from periodic_reports($at_seq::bigint)
    where submitted_on <= $as_of::date
    group by contract_id
),

disposed as (
    select
        engagement_id,
        list(distinct disposed_on order by disposed_on) as disposed_on,
        count(*) filter (is_complete) as disposals_proved,
        count(*) as disposals
    from disposals($at_seq::bigint)
    where disposed_on <= $as_of::date
    group by engagement_id
),

found as (
    select
        engagement_id,
        count(*) as findings,
        count(*) filter (not is_finding_closed(state, verified_on, $as_of::date)) as open_findings
    from findings($at_seq::bigint)
    where engagement_id is not null and (found_on is null or found_on <= $as_of::date)
    group by engagement_id
),

happened as (
    select engagement_id, count(*) as incidents
    from incidents($at_seq::bigint)
    where
        coalesce(
            coalesce(list_min(list_transform(knowledge, lambda each: each.known_on)), occurred_on) <= $as_of::date, true
        )
    group by engagement_id
)

select
    status.engagement_id,
    status.contract_id,
    status.tier,
    confirmation.confirmed_on,
    confirmation.overall,
    confirmation.method,
    confirmation.form,
    confirmation.checklist_id,
    confirmation.items,
    status.confirmation_state,
    audited.audited_on,
    coalesce(reported.reports, 0) as reports,
    reported.last_reported_on,
    reported.trained_on,
    disposed.disposed_on,
    coalesce(disposed.disposals_proved, 0) as disposals_proved,
    coalesce(disposed.disposals, 0) as disposals,
    coalesce(found.findings, 0) as findings,
    coalesce(found.open_findings, 0) as open_findings,
    coalesce(happened.incidents, 0) as incidents
from status
left join handling_confirmations($at_seq::bigint) as confirmation on status.confirmation_id = confirmation.id
left join audited on status.engagement_id = audited.engagement_id
left join reported on status.engagement_id = reported.contract_id
left join disposed on status.engagement_id = disposed.engagement_id
left join found on status.engagement_id = found.engagement_id
left join happened on status.engagement_id = happened.engagement_id
where ($contracts::varchar[] is null or status.contract_id in (select unnest($contracts::varchar[])))
order by status.contract_id, status.tier, status.engagement_id
