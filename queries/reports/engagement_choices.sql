-- Which engagements can something be put under? Those under way first; one contract if given; those
-- that a search found, if there was one. At most $most rows. is_over: the work has ended, or its contract is said to
-- have ended, were it today.
with closed as (
    select id
    from contracts($at_seq::bigint)
    where ended_day(stage, ended_on, staged_at) <= $as_of::date
)

select
    engagement_id,
    contract_id,
    contract_number,
    contract_title,
    tier,
    organisation,
    data_class,
    starts_on,
    ends_on,
    coalesce(ends_on < $as_of::date, false) or contract_id in (select closed.id from closed) as is_over
from named_status as status
where
    ($contract::varchar is null or contract_id = $contract::varchar)
    and ($search::varchar[] is null or engagement_id in (select unnest($search::varchar[])))
order by is_over, contract_number desc, tier, organisation, engagement_id
limit $most::bigint
