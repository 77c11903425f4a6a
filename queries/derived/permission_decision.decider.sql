-- Who decided, as a person (R14).
create or replace macro permission_decision_decider(record) as person_named(record.decided_by);
