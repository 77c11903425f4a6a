-- The codes of the clauses that were looked for and not found in a contract.
create or replace macro clauses_denied(clauses) as
    list_transform(list_filter(coalesce(clauses, []), lambda one: one.state <> 'present'), lambda one: one.code);
