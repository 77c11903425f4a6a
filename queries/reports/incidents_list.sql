-- The incidents known by as_of, the most urgent first: those with a report still due by its day, then the others that
-- are open, then the settled ones, the latest first. Of one contract, one engagement,
-- one incident, or those that a search found, if given.
select
    clock.id as incident_id,
    clock.number,
    clock.title,
    clock.incident_kind,
    clock.contract_id,
    clock.engagement_id,
    contract.number as contract_number,
    contract.title as contract_title,
    contract.section,
    organisation.name as organisation,
    status.tier,
    clock.state,
    clock.occurred_on,
    clock.known_on,
    clock.persons,
    clock.reportability,
    clock.has_clocks,
    clock.is_contradicted,
    clock.final_days,
    clock.first_target_on,
    clock.first_due_on,
    clock.first_reported_on,
    clock.final_due_on,
    clock.finally_reported_on,
    clock.contractor_knew_on,
    clock.notice_received_on,
    clock.notice_received_on - clock.contractor_knew_on as notice_days,
    case
        when not clock.has_clocks then null
        when clock.first_reported_on is null then 'first'
        when clock.finally_reported_on is null then 'final'
    end as next_report,
    case next_report when 'first' then clock.first_due_on when 'final' then clock.final_due_on end as next_due_on,
    coalesce(next_due_on < $as_of::date, false) as is_late,
    next_due_on - $as_of::date as days_left
from incident_clocks($as_of::date, $at_seq::bigint, null, 'status') as clock
inner join contracts_of_day($as_of::date, $at_seq::bigint) as contract on clock.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on clock.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
left join status on clock.engagement_id = status.engagement_id
where
    ($contract::varchar is null or clock.contract_id = $contract::varchar)
    and ($engagement::varchar is null or clock.engagement_id = $engagement::varchar)
    and ($incident::varchar is null or clock.id = $incident::varchar)
    and ($search::varchar[] is null or clock.id in (select unnest($search::varchar[])))
order by next_due_on nulls last, clock.state = 'closed', clock.known_on desc, clock.number, clock.id
