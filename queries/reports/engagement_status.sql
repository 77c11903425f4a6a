-- Where does one engagement stand, and what does its contract say? One row.
select
    status.engagement_id,
    status.contract_id,
    status.contract_number,
    status.contract_title,
    status.section,
    status.policy,
    status.tier,
    status.parent_id,
    status.organisation_id,
    status.organisation,
    status.corporate_number,
    status.parent_organisation,
    contractor.name as contractor,
    status.data_class,
    status.handles_personal,
    status.handles_spi,
    status.starts_on,
    status.ends_on,
    status.is_begun,
    status.permission_state,
    status.grounded,
    status.grant_id,
    status.permitted_on,
    status.permitted_until_on,
    status.confirmation_state,
    status.confirmed_on,
    status.confirmation_until_on,
    status.confirmation_form,
    confirmation.overall as confirmation_overall,
    status.audit_state,
    status.last_audited_on,
    status.next_audit_due_on,
    status.standing,
    list_contains(status.rules, 'R31') as needs_confirming,
    contract.starts_on as contract_starts_on,
    contract.ends_on as contract_ends_on,
    contract.data_class as contract_data_class,
    contract.is_principal_part_barred
from named_status as status
inner join contracts($at_seq::bigint) as contract on status.contract_id = contract.id
left join organisations($at_seq::bigint) as contractor on contract.organisation_id = contractor.id
left join handling_confirmations($at_seq::bigint) as confirmation on status.confirmation_id = confirmation.id
where status.engagement_id = $engagement::varchar
order by status.engagement_id
