-- Is a return or disposal dated, with its way, confirmed by somebody of the office, and proved by a certificate, or is
-- it said why there is none? Where nothing was held, or all goes on under the next contract, there is none to be had.
create or replace macro disposal_is_complete(record) as
    coalesce(
        record.disposed_on is not null
        and len(record.ways) > 0
        and record.confirmed_on is not null
        and record.confirmed_by is not null
        and (
            record.certificate is not null
            or record.no_certificate_reason is not null
            or list_has_all(['none_held', 'carried_over'], record.ways)
        ),
        false
    );
