-- How was the handling confirmed for one engagement? The latest first, with what each confirmation is worth.
select
    confirmation.id as confirmation_id,
    confirmation.revision,
    confirmation.is_own,
    record.number,
    record.occasion,
    record.method,
    confirmation.confirmed_on,
    record.confirmed_by,
    confirmation.overall,
    confirmation.form,
    len(coalesce(record.items, [])) as items,
    record.sheet is not null as has_sheet,
    coalesce(record.is_presumed, false) as is_presumed,
    confirmation.is_complete,
    confirmation.was_complete and not confirmation.is_complete as is_of_another,
    confirmation.valid_until_on
from confirmations($as_of::date, $at_seq::bigint, null) as confirmation
inner join handling_confirmations($at_seq::bigint) as record on confirmation.id = record.id
where
    confirmation.engagement_id = $engagement::varchar
    and (confirmation.confirmed_on is null or confirmation.confirmed_on <= $as_of::date)
order by confirmation.confirmed_on desc nulls last, confirmation.seq_from desc, confirmation.id
