-- What the records with the given $ids are called: a row an id that is found, with its last known name, withdrawn or not.
with named as (
    select id, seq_from, concat_ws(' ', number, title) as name from contract
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, name from organisation
    where id in (select unnest($ids::varchar[]))
    union all
    select subcontract.id, subcontract.seq_from, organisation.name
    from subcontract
    left join organisation on subcontract.organisation_id = organisation.id
    where subcontract.id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, number from permission_request
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, document_number from permission_decision
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, number from handling_confirmation
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, concat_ws(' ', number, title) from audit
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, coalesce(number, content) from finding
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, number from periodic_report
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, certificate_number from disposal
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, concat_ws(' ', number, title) from incident
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, version from checklist
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, name from document
    where id in (select unnest($ids::varchar[]))
    union all
    select id, seq_from, name from office
    where id in (select unnest($ids::varchar[]))
)

select id, arg_max(name, seq_from) as name
from named
where name <> ''
group by id
order by id
