-- The engagements with the given $ids: what each is called.
select
    status.engagement_id,
    status.contract_id,
    status.contract_number,
    status.organisation,
    status.tier,
    coalesce(subcontract.work, status.contract_title) as work
from named_status as status
left join subcontracts($at_seq::bigint) as subcontract on status.engagement_id = subcontract.id
where list_contains($ids::varchar[], status.engagement_id)
order by status.contract_number, status.tier, status.engagement_id
