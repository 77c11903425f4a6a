-- Which organisations can be named as a subcontractor? Those with most engagements first.
select
    organisation.id,
    organisation.name,
    organisation.corporate_number,
    count(status.engagement_id) as engagements
from organisations($at_seq::bigint) as organisation
left join status on organisation.id = status.organisation_id
group by organisation.id, organisation.name, organisation.corporate_number
order by engagements desc, organisation.name, organisation.id
