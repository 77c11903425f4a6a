-- The findings up to as_of and how far their correction has come, one row each.
with checked as (
    select id as finding_id, unnest(lateral_checks) as place
    from findings($at_seq::bigint)
),

elsewhere as (
    select
        checked.finding_id,
        list(
            concat_ws(' ', contract.number, checked.place.section, checked.place.checked_on)
            order by checked.place.checked_on, contract.number, checked.place.section
        ) as checked_elsewhere,
        list(
            coalesce(contract.number, checked.place.section) order by contract.number, checked.place.section
        ) filter (checked.place.is_found) as found_elsewhere
    from checked
    left join contracts($at_seq::bigint) as contract on checked.place.contract_id = contract.id
    group by checked.finding_id
)

select
    finding.number,
    finding.source,
    audit.number as audit_number,
    contract.number as contract_number,
    status.tier,
    organisation.name as organisation,
    finding.section,
    finding.finding_class,
    finding.severity,
    finding.item_code,
    finding.content,
    finding.basis,
    finding.found_on,
    finding.owner,
    finding.plan,
    finding.due_on,
    finding.state,
    finding.reported_on,
    finding.verified_on,
    finding.verified_by,
    finding.verified_how,
    finding.lateral_check,
    finding.is_recurrence,
    concat_ws(' ', first.number, first.found_on, first.content) as recurs,
    elsewhere.checked_elsewhere,
    elsewhere.found_elsewhere,
    finding.id as finding_id
from findings($at_seq::bigint) as finding
left join audits($at_seq::bigint) as audit on finding.audit_id = audit.id
left join findings($at_seq::bigint) as first on finding.recurs_id = first.id
left join elsewhere on finding.id = elsewhere.finding_id
left join status on finding.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on finding.contract_id = contract.id
left join subcontracts($at_seq::bigint) as subcontract on finding.engagement_id = subcontract.id
left join organisations($at_seq::bigint) as organisation
    on coalesce(subcontract.organisation_id, contract.organisation_id) = organisation.id
where
    (finding.found_on is null or finding.found_on <= $as_of::date)
    and ($contracts::varchar[] is null or finding.contract_id in (select unnest($contracts::varchar[])))
order by finding.found_on nulls last, finding.number, finding.id
