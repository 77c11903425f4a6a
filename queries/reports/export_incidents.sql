-- The incidents known by as_of, with what is due of their reports: one row an incident.
select
    incident.number,
    incident.title,
    incident.incident_kind,
    contract.number as contract_number,
    contract.section,
    status.tier,
    organisation.name as organisation,
    incident.arisen_at,
    incident.state,
    incident.occurred_on,
    clock.known_on,
    incident.contractor_knew_on,
    incident.notice_received_on,
    incident.reportable_kinds,
    incident.is_encrypted,
    incident.persons,
    clock.reportability,
    case when clock.has_clocks then clock.first_due_on end as first_due_on,
    clock.first_reported_on,
    case when clock.has_clocks then clock.final_due_on end as final_due_on,
    clock.finally_reported_on,
    incident.receipt_number,
    incident.no_report_reason,
    incident.persons_notified_on,
    incident.outline,
    incident.data_items,
    incident.cause,
    incident.secondary_damage,
    incident.persons_response,
    incident.publication,
    incident.prevention,
    incident.other,
    incident.closed_on,
    incident.closed_by,
    incident.closed_how,
    incident.found_by,
    incident.systems,
    incident.notice_received_time,
    incident.is_joint,
    incident.supplements,
    incident.persons_notified_how,
    list_transform(
        incident.streams, lambda done: done.stream || ':' || coalesce(done.state, 'to_do')
    ) as streams,
    incident.note,
    incident.id as incident_id
from incident_clocks($as_of::date, $at_seq::bigint, null, 'status') as clock
inner join incidents($at_seq::bigint) as incident on clock.id = incident.id
left join status on clock.engagement_id = status.engagement_id
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on clock.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on clock.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where ($contracts::varchar[] is null or clock.contract_id in (select unnest($contracts::varchar[])))
order by clock.known_on, incident.number, incident.id
