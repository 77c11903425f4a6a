-- Is the system of the foreign country grasped: in the field of its own, or under item G-1 with its grounds? Source: R27.
create or replace macro handling_confirmation_is_environment_known(record) as
    record.foreign_system is not null
    or len(list_filter(
        coalesce(record.items, []),
        lambda item: item.code = 'G-1'
        and item.result in ('done', 'partly')
        and coalesce(item.evidence, item.note) is not null
    )) > 0;
