-- What has the office decided from one day to another, with or without a request on file? The latest first.
select
    decision.id as decision_id,
    decision.engagement_id,
    decision.request_id,
    request.number as request_number,
    decision.outcome,
    decision.decided_on,
    decision.decided_by,
    decision.document_number,
    decision.taken,
    decision.valid_until_on,
    decision.revoked_on,
    status.contract_id,
    status.contract_number,
    status.contract_title,
    status.section,
    status.tier,
    status.organisation,
    status.permission_state,
    status.standing,
    list_contains(status.rules, 'R31') as needs_confirming,
    status.next_audit_due_on
from permission_decisions($at_seq::bigint) as decision
inner join named_status as status on decision.engagement_id = status.engagement_id
left join permission_requests($at_seq::bigint) as request on decision.request_id = request.id
where
    decision.decided_on between $first::date and least($last::date, $as_of::date)
    and ($section::varchar is null or status.section = $section::varchar)
order by decision.decided_on desc, decision.seq_from desc, decision.id
