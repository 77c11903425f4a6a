-- Are all clauses there that a contract on specific personal information must have? Source: PPC guideline 4-2-(1)1B.
create or replace macro contract_has_clauses(record) as
    list_has_all(
        list_transform(
            list_filter(coalesce(record.clauses, []), lambda one: one.state = 'present'), lambda one: one.code
        ),
        required_clauses()
    );
