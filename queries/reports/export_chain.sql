-- Who works for whom: every engagement with its oversight status, each below the one it works under.
with place as (
    with recursive step as (
        select engagement_id, [contract_number, engagement_id] as position
        from named_status as status
        where tier = 1
        union all
        select
            status.engagement_id,
            list_concat(step.position, [coalesce(status.organisation, ''), status.engagement_id]) as position
        from step
        inner join named_status as status on step.engagement_id = status.parent_id
    )

    select engagement_id, position from step
)

select
    status.contract_number,
    status.section,
    status.tier,
    status.organisation,
    status.corporate_number,
    status.parent_organisation,
    coalesce(subcontract.work, status.contract_title) as work,
    status.data_class,
    status.starts_on,
    status.ends_on,
    status.is_live,
    case when status.tier > 1 then status.permission_state end as permission_state,
    status.permitted_on,
    status.permitted_until_on,
    case when status.tier > 1 then status.grounded end as grounded,
    status.confirmation_state,
    status.confirmed_on,
    status.confirmation_until_on,
    status.audit_state,
    status.last_audited_on,
    status.next_audit_due_on,
    subcontract.extent,
    subcontract.is_principal_part,
    subcontract.contracted_on,
    case when status.handles_spi then subcontract.has_clauses end as has_clauses,
    subcontract.supervised_on,
    nullif(status.open_findings, 0) as open_findings,
    status.standing,
    status.rules,
    subcontract.reason,
    subcontract.override_reason,
    subcontract.data_items,
    subcontract.media,
    subcontract.persons_count,
    subcontract.persons_band,
    subcontract.handling,
    place_lines(subcontract.places) as places,
    subcontract.handlers,
    subcontract.responsible,
    subcontract.amount,
    subcontract.actual_started_on,
    subcontract.actual_ended_on,
    subcontract.supervision,
    subcontract.status_reported_on,
    subcontract.origin,
    subcontract.discovered_on,
    subcontract.note,
    status.engagement_id
from named_status as status
inner join place on status.engagement_id = place.engagement_id
left join subcontracts($at_seq::bigint) as subcontract on status.engagement_id = subcontract.id
where ($contracts::varchar[] is null or status.contract_id in (select unnest($contracts::varchar[])))
order by place.position
