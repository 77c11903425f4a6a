-- Who confirmed, as a person (R14).
create or replace macro handling_confirmation_confirmer(record) as person_named(record.confirmed_by);
