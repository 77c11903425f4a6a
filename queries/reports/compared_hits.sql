-- One side of a comparison: every rule hit. hit_key: the same on both sides for what the same rule finds of the same
-- record since the same day; how it tells of it may change from day to day.
select
    concat_ws(
        '|',
        hit.rule,
        hit.level,
        hit.contract_id,
        hit.engagement_id,
        hit.subject_kind,
        hit.subject_id,
        coalesce(hit.since::varchar, ''),
        row_number() over (
            partition by
                hit.rule, hit.level, hit.contract_id, hit.engagement_id, hit.subject_kind, hit.subject_id, hit.since
            order by hit.detail::varchar
        )
    ) as hit_key,
    hit.rule,
    hit.level,
    hit.contract_id,
    coalesce(hit.engagement_id, hit.contract_id) as engagement_id,
    hit.since
from hit
where ($contracts::varchar[] is null or hit.contract_id in (select unnest($contracts::varchar[])))
order by hit_key
