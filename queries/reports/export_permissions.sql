-- What was asked and decided up to as_of: one row a request with its decision, or either alone, and for a decision the
-- confirmation it could rest on: the last complete one dated on or before it.
with request as (
    select
        id, contract_id, engagement_id, number, request_type, applicant, requested_on, wanted_from_on, data_class,
        starts_on, ends_on, withdrawn_on, endorsed_by, work, data_items, places, received_on, drafted_by, opinion,
        pia_impact, systems_opinion, privacy_opinion, capability, start_report, status_report_interval, note
    from permission_requests($at_seq::bigint)
    where requested_on is null or requested_on <= $as_of::date
),

decision as (
    select
        id, contract_id, engagement_id, request_id, outcome, decided_on, decided_by, decided_for, taken,
        document_number, late_reason, valid_from_on, valid_until_on, reason, notified_on, revoked_on, revoked_reason,
        capacity, decided_instead_of, is_work_within, permitted_work, permitted_data_items, permitted_places, start_by_on,
        told_on, checked_on,
        list_transform(coalesce(conditions, []), lambda condition: condition.text) as condition_texts,
        nullif(len(list_filter(
            coalesce(conditions, []),
            lambda condition: condition.fulfilled_on is null or condition.fulfilled_on > $as_of::date
        )), 0) as open_conditions
    from permission_decisions($at_seq::bigint)
    where decided_on <= $as_of::date
),

logged as (
    select id, min(recorded_at) as logged_at
    from permission_decision
    where seq_from <= $at_seq::bigint
    group by id
),

rested as (
    select
        decision.id,
        max(confirmation.confirmed_on) as confirmed_on,
        arg_max(
            confirmation.overall,
            day_order(confirmation.confirmed_on, confirmation.confirmed_seq)
        ) as confirmed_result,
        arg_max(
            confirmation.confirmed_by,
            day_order(confirmation.confirmed_on, confirmation.confirmed_seq)
        ) as confirmed_by
    from decision
    inner join confirmations($as_of::date, $at_seq::bigint, null::varchar) as confirmation
        on decision.engagement_id = confirmation.engagement_id and decision.decided_on >= confirmation.confirmed_on
    where confirmation.is_complete
    group by decision.id
)

select
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    status.parent_organisation,
    request.number,
    request.request_type,
    request.applicant,
    request.requested_on,
    request.wanted_from_on,
    request.data_class,
    request.starts_on,
    request.ends_on,
    request.withdrawn_on,
    request.work,
    rested.confirmed_on,
    rested.confirmed_result,
    rested.confirmed_by,
    decision.outcome,
    decision.decided_on,
    decision.decided_by,
    decision.decided_for,
    decision.taken,
    decision.document_number,
    decision.late_reason,
    decision.condition_texts,
    decision.open_conditions,
    decision.valid_from_on,
    decision.valid_until_on,
    decision.reason,
    decision.notified_on,
    decision.revoked_on,
    decision.revoked_reason,
    logged.logged_at,
    decision.capacity,
    decision.decided_instead_of,
    decision.is_work_within,
    decision.permitted_work,
    decision.permitted_data_items,
    place_lines(decision.permitted_places) as permitted_places,
    decision.start_by_on,
    decision.told_on,
    decision.checked_on,
    request.endorsed_by,
    request.data_items,
    place_lines(request.places) as places,
    request.received_on,
    request.drafted_by,
    request.opinion,
    request.pia_impact,
    request.systems_opinion,
    request.privacy_opinion,
    request.capability,
    request.start_report,
    request.status_report_interval,
    request.note,
    request.id as request_id,
    decision.id as decision_id,
    coalesce(request.contract_id, decision.contract_id) as contract_id,
    coalesce(request.engagement_id, decision.engagement_id) as engagement_id
from request
full join decision on request.id = decision.request_id
left join rested on decision.id = rested.id
left join logged on decision.id = logged.id
left join named_status as status on coalesce(request.engagement_id, decision.engagement_id) = status.engagement_id
left join contracts($at_seq::bigint) as contract on coalesce(request.contract_id, decision.contract_id) = contract.id
left join subcontracts($at_seq::bigint) as subcontract
    on coalesce(request.engagement_id, decision.engagement_id) = subcontract.id
left join organisations($at_seq::bigint) as organisation on subcontract.organisation_id = organisation.id
where
    $contracts::varchar[] is null
    or coalesce(request.contract_id, decision.contract_id) in (select unnest($contracts::varchar[]))
order by
    contract.number,
    contract.id,
    status.tier nulls last,
    organisation.name,
    subcontract.id,
    coalesce(request.requested_on, decision.decided_on) nulls last,
    decision.decided_on nulls last,
    request.id,
    decision.id
