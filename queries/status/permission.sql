-- The permissions that rules judge: the one that counts for each engagement, and those that are yet to begin.
select
    engagement_id,
    contract_id,
    grant_id as id,
    grant_taken as taken,
    permitted_on as decided_on,
    permitted_from_on as from_on,
    permitted_until_on as until_on
from engagement
where grant_id is not null
union all
select
    engagement_id,
    contract_id,
    (one).id,
    (one).taken,
    (one).decided_on,
    (one).from_on,
    (one).until_on
from (select engagement_id, contract_id, unnest(to_come) as one from engagement where len(to_come) > 0)
