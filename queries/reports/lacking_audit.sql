-- The subcontractors at work on personal data that were never audited, the longest at work first.
select
    lacking.engagement_id,
    lacking.contract_id,
    lacking.contract_number,
    lacking.section,
    lacking.tier,
    organisation.name as organisation,
    lacking.starts_on,
    lacking.next_audit_due_on
from audit_states($as_of::date, $at_seq::bigint, null::varchar) as lacking
left join organisations($at_seq::bigint) as organisation on lacking.organisation_id = organisation.id
where lacking.tier > 1 and lacking.is_live and lacking.audit_state = 'never'
order by lacking.starts_on, lacking.contract_number, lacking.tier, organisation.name, lacking.engagement_id
