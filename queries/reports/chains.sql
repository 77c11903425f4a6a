-- The chains of some contracts ($contracts: their ids, null for all): a row an engagement with what its box in the diagram
-- says.
select
    contract_id,
    engagement_id,
    parent_id,
    tier,
    organisation,
    data_class,
    needs_permission,
    permission_state,
    grounded,
    is_begun,
    is_live,
    ends_on,
    confirmation_state,
    audit_state,
    next_audit_due_on,
    rules
from named_status as status
where $contracts::varchar[] is null or contract_id in (select unnest($contracts::varchar[]))
order by contract_number, contract_id, tier, organisation, engagement_id
