-- The engagements to choose from as the scope of an audit: those named, those of a contract, or those that a search
-- found. At most row_limit rows.
select
    engagement_id,
    contract_id,
    contract_number,
    contract_title,
    section,
    organisation,
    tier,
    data_class,
    audit_state,
    last_audited_on,
    next_audit_due_on,
    is_live
from named_status as status
where
    list_contains($engagements::varchar[], engagement_id)
    or contract_id = $contract::varchar
    or engagement_id in (select unnest($search::varchar[]))
order by not list_contains($engagements::varchar[], engagement_id), not is_live, contract_number, tier, engagement_id
limit $row_limit::bigint
