-- What was asked and decided up to as_of: one row a request with its decision, or either alone, and for a decision the
-- confirmation it could rest on: the last complete one dated on or before it.
with request as (
    select *
    from permission_requests($at_seq::bigint)
    where requested_on is null or requested_on <= $as_of::date
),

logged as (
    select id, min(recorded_at) as logged_at
    from permission_decision
    where seq_from <= $at_seq::bigint
    group by id
),

confirmation as (
    select engagement_id, confirmed_on, overall
    from confirmations($at_seq::bigint, null::varchar)
    where is_complete
),

decision as (
    select
        made.*,
        confirmation.confirmed_on,
        confirmation.overall as confirmed_result,
        list_transform(coalesce(made.conditions, []), lambda condition: condition.text) as condition_texts,
        nullif(len(list_filter(
            coalesce(made.conditions, []),
            lambda condition: condition.fulfilled_on is null or condition.fulfilled_on > $as_of::date
        )), 0) as open_conditions
    from (from permission_decisions($at_seq::bigint) where decided_on <= $as_of::date) as made
    asof left join confirmation
        on made.engagement_id = confirmation.engagement_id and made.decided_on >= confirmation.confirmed_on
),

asked_and_decided as (
    select
        coalesce(request.contract_id, decision.contract_id) as contract_id,
        coalesce(request.engagement_id, decision.engagement_id) as engagement_id,
        request.number,
        request.request_type,
        request.applicant,
        request.requested_on,
        request.wanted_from_on,
        request.data_class,
        request.starts_on,
        request.ends_on,
        request.withdrawn_on,
        decision.confirmed_on,
        decision.confirmed_result,
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
        request.id as request_id,
        decision.id as decision_id
    from request
    full join decision on request.id = decision.request_id
    left join logged on decision.id = logged.id
)

select
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    status.parent_organisation,
    asked_and_decided.* exclude (contract_id, engagement_id)
from asked_and_decided
left join status on asked_and_decided.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on asked_and_decided.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on asked_and_decided.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation on subcontract.organisation_id = organisation.id
order by
    contract.number,
    asked_and_decided.contract_id,
    status.tier nulls last,
    organisation.name,
    asked_and_decided.engagement_id,
    coalesce(asked_and_decided.requested_on, asked_and_decided.decided_on) nulls last,
    asked_and_decided.decided_on nulls last,
    asked_and_decided.request_id,
    asked_and_decided.decision_id
