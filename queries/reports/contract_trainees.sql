-- Whose training in handling Specific Personal Information a report under one contract ($contract: its id) attests: the
-- organisations under way in its chain that handle it, each with the last training on file.
select
    status.organisation_id,
    any_value(status.organisation) as organisation,
    min(status.tier) as tier,
    max(due.last_trained_on) as last_trained_on,
    min(due.due_on) as due_on
from named_status as status
left join trainings_due($as_of::date, $at_seq::bigint, $contract::varchar, 'status') as due
    on status.engagement_id = due.engagement_id
where status.contract_id = $contract::varchar and status.handles_spi and status.is_live
group by status.organisation_id
order by tier, organisation, status.organisation_id
