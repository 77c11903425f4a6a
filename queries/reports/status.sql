-- The oversight status as a list, one row an engagement, worst first within its contract's order; one contract if given.
select
    engagement_id,
    contract_number,
    section,
    tier,
    organisation,
    corporate_number,
    parent_organisation,
    handles_spi,
    starts_on,
    ends_on,
    permission_state,
    permitted_on,
    grounded,
    confirmation_state,
    confirmed_on,
    last_audited_on,
    next_audit_due_on,
    audit_state,
    -- What the rules find; that work has not begun, its dates say.
    case standing when 'not_begun' then 'in_order' else standing end as standing,
    rules
from named_status as status
where $contract::varchar is null or contract_number = $contract::varchar
order by contract_number, tier, parent_organisation, organisation, engagement_id
