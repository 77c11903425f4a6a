-- The subcontractors at work on personal data that were never audited, the longest at work first.
select
    engagement_id, contract_id, contract_number, section, tier, organisation, starts_on, next_audit_due_on
from oversight($as_of::date, $at_seq::bigint, null::varchar)
where tier > 1 and is_live and audit_state = 'never'
order by starts_on, contract_number, tier, organisation, engagement_id
