-- Does a contract let the office audit its contractor, and where it may pass work on, whoever is below it? Source: R13.
create or replace macro contract_is_auditable(record) as
    list_has_all(
        list_transform(
            list_filter(coalesce(record.clauses, []), lambda one: one.state = 'present'), lambda one: one.code
        ),
        case when record.policy = 'prohibited' then ['C10'] else ['C10', 'X05'] end
    );
