-- Who drafted the opinion on it, as a person (R14).
create or replace macro permission_request_drafter(record) as person_named(record.drafted_by);
