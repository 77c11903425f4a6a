-- The organisations to choose from, those with most live engagements first. None that was withdrawn.
with busy as (
    select organisation_id, count(*) as engagements
    from status
    where is_live
    group by organisation_id
)

select organisation.id, organisation.name, organisation.corporate_number
from organisations($at_seq::bigint) as organisation
left join busy on organisation.id = busy.organisation_id
order by coalesce(busy.engagements, 0) desc, organisation.name, organisation.id
