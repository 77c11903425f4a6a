-- The exports that show the whole oversight at two clocks, the latest first: one row a day, state of the record and scope,
-- whatever its language and file. record_head: the last entry in it that changed a record. At most row_limit rows.
with made as (
    select
        seq,
        recorded_at,
        body ->> 'report' as report,
        (body ->> 'as_of')::date as as_of,
        (body ->> 'known_at')::timestamp as known_at,
        (body ->> 'at_seq')::bigint as at_seq,
        body -> 'scope' as scope
    from journal
    where
        action = 'export.made'
        and body <> ''
        and seq <= $at_seq::bigint
        and (body ->> 'report') in ('register', 'pack')
),

changing as (
    select seq
    from journal
    where (revision > 0 or action = 'entry.erased') and seq <= $at_seq::bigint
)

select
    made.seq,
    made.recorded_at,
    made.report,
    made.as_of,
    made.known_at,
    made.at_seq,
    made.scope::varchar as scope,
    coalesce(changing.seq, 0) as record_head
from made
asof left join changing on made.at_seq >= changing.seq
where made.as_of is not null and made.known_at is not null and made.at_seq is not null
qualify row_number() over (partition by made.as_of, record_head, made.scope::varchar order by made.seq desc) = 1
order by made.seq desc
limit $row_limit::bigint
