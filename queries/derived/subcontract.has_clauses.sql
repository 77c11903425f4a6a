-- Does the contract with the tier above have all clauses that it must? Source: PPC guideline 4-2-(1)1B, 2B.
create or replace macro subcontract_has_clauses(record) as
    list_has_all(
        list_transform(
            list_filter(coalesce(record.clauses, []), lambda one: one.state = 'present'), lambda one: one.code
        ),
        list_concat(required_clauses(), tier_clauses())
    );
