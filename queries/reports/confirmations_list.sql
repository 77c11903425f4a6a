-- For whom is it confirmed how the data is handled, and until when? One row an engagement with personal data, first
-- those without a confirmation that holds.
select
    engagement_id,
    contract_id,
    contract_number,
    contract_title,
    section,
    tier,
    organisation,
    data_class,
    is_live,
    permission_state,
    confirmation_state,
    confirmed_on,
    confirmation_until_on,
    confirmation_form
from named_status as status
where
    handles_personal
    and ($section::varchar is null or section = $section::varchar)
    and ($state::varchar is null or confirmation_state = $state::varchar)
    and ($ended::boolean or coalesce(ends_on >= $as_of::date, true))
order by
    case confirmation_state when 'none' then 1 when 'negative' then 2 when 'expired' then 3 when 'incomplete' then 4 else 5 end,
    confirmation_until_on nulls first,
    contract_number,
    tier,
    engagement_id
