-- Does a confirmation say that appropriate security control is secured, be it on conditions?
create or replace macro handling_confirmation_is_positive(record) as
    coalesce(record.overall in ('secured', 'conditional'), false);
