-- The findings of which another may be the recurrence, the newest first: of the organisations that do these engagements
-- ($engagements), wherever they work, or on the same item ($item). known: one that is listed in any case; without: the
-- one that is asked about. At most row_limit rows.
with place as (
    select id as engagement_id, organisation_id
    from contracts_of_day($as_of::date, $at_seq::bigint)
    union all
    select id as engagement_id, organisation_id
    from subcontracts($at_seq::bigint)
),

concerned as (
    select distinct organisation_id
    from place
    where engagement_id in (select unnest($engagements::varchar[]))
)

select
    finding.id as finding_id,
    finding.found_on,
    organisation.name as organisation,
    finding.section,
    finding.content
from findings($at_seq::bigint) as finding
left join place on coalesce(finding.engagement_id, finding.contract_id) = place.engagement_id
left join organisations($at_seq::bigint) as organisation on place.organisation_id = organisation.id
where
    (finding.found_on is null or finding.found_on <= $as_of::date)
    and finding.id is distinct from $without::varchar
    and (
        finding.id = $known::varchar
        or finding.item_code = $item::varchar
        or place.organisation_id in (select organisation_id from concerned)
    )
order by finding.found_on desc nulls last, finding.id
limit $row_limit::bigint
