-- The standing of the engagements under way and of those that have ended or not begun: one row for contractors and for
-- subcontractors of each; of some contracts, if they are given.
select
    status.is_live,
    status.tier = 1 as is_contractor,
    count(*) as engagements,
    count(*) filter (status.standing = 'not_begun') as not_begun,
    count(*) filter (status.standing = 'in_order') as in_order,
    count(*) filter (status.standing = 'needs_action') as needs_action,
    count(*) filter (status.standing = 'breach') as breach
from status
where $contracts::varchar[] is null or status.contract_id in (select unnest($contracts::varchar[]))
group by status.is_live, status.tier = 1
order by status.is_live desc, is_contractor desc
