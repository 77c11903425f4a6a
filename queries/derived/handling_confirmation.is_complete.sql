-- Is a confirmation dated, by a named confirmer, with an overall result, and answered? A summary with its sheet is
-- complete without items; so is one presumed from an older ledger. Item by item, every item of the list version that it
-- names is answered (the office's own list as it was first recorded, else the program's), and "secured" beside an item
-- not done is a contradiction, not a result.
create or replace macro handling_confirmation_is_complete(record) as
    coalesce(
        record.confirmed_on is not null
        and record.overall is not null
        and case
            when coalesce(record.is_presumed, false) then true
            when record.form = 'summary' then record.confirmed_by is not null and record.sheet is not null
            else
                record.confirmed_by is not null
                and len(list_filter(record.items, lambda item: item.result is null)) = 0
                and list_has_all(
                    list_transform(record.items, lambda item: item.code),
                    case
                        when record.checklist_id is null then confirmation_codes(record.items_version)
                        else (
                            select list_transform(checklist.items, lambda item: item.code)
                            from checklist
                            where checklist.id = record.checklist_id and checklist.revision = 1
                        )
                    end
                )
                and not (
                    record.overall = 'secured'
                    and list_contains(list_transform(record.items, lambda item: item.result), 'not_done')
                )
        end,
        false
    );
