-- Which engagements can something be put under? Those under way first; one contract if given; those whose number, title
-- or organisation holds what was typed, if anything was. At most $most rows.
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
    coalesce(ends_on < $as_of::date, false) as is_over
from named_status as status
where
    ($contract::varchar is null or contract_id = $contract::varchar)
    and (
        $typed::varchar is null
        or contains(
            lower(nfc_normalize(concat_ws(' ', contract_number, contract_title, organisation))),
            lower(nfc_normalize($typed::varchar))
        )
    )
order by is_over, contract_number desc, tier, organisation, engagement_id
limit $most::bigint
