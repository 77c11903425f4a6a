-- Does a confirmation item by item answer every item of the list version that it names, without contradicting its own
-- overall result? "Secured" beside an item not done is a contradiction, not a result.
create or replace macro handling_confirmation_is_answered(record) as
    coalesce(
        len(list_filter(record.items, lambda item: item.result is null)) = 0
        and list_has_all(
            list_transform(record.items, lambda item: item.code), confirmation_codes(record.items_version)
        )
        and not (
            record.overall is not distinct from 'secured'
            and list_contains(list_transform(record.items, lambda item: item.result), 'not_done')
        ),
        false
    );
