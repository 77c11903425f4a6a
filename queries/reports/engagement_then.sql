-- What was one engagement ($engagement, under $contract) as far as a decision on it goes: who, under whom, what, which
-- data, where and until when? Asked at the entry of a decision it tells what was decided on. One row.
select
    engagement.engagement_id,
    engagement.tier,
    organisation.name as organisation,
    parent.name as parent_organisation,
    subcontract.work,
    engagement.data_class,
    subcontract.data_items,
    subcontract.places,
    subcontract.handlers,
    engagement.starts_on,
    engagement.ends_on
from engagements($as_of::date, $at_seq::bigint, $contract::varchar) as engagement
inner join subcontracts($at_seq::bigint) as subcontract
    on engagement.engagement_id = subcontract.id and subcontract.contract_id = $contract::varchar
left join organisations($at_seq::bigint) as organisation on engagement.organisation_id = organisation.id
left join organisations($at_seq::bigint) as parent on engagement.parent_organisation_id = parent.id
where engagement.engagement_id = $engagement::varchar
order by engagement.engagement_id
