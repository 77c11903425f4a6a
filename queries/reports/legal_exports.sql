-- What was taken out of the ledger, the latest first: one row an export, as the journal noted it; only the one with a
-- given SHA-256, or the pack that holds a file with it, if that is named. sort: a pack, the register, a document to
-- print, or a list. part: the name of that file in the pack. At most row_limit rows.
select
    seq,
    recorded_at,
    actor,
    body ->> 'file' as file,
    case
        when (body ->> 'report') in ('pack', 'register') then body ->> 'report'
        when (body ->> 'file') like '%.pdf' then 'document'
        else 'list'
    end as sort,
    (body -> 'scope')::varchar as scope,
    (body ->> 'as_of')::date as as_of,
    (body ->> 'known_at')::timestamp as known_at,
    (body ->> 'at_seq')::bigint as at_seq,
    body ->> 'anchor' as anchor,
    body ->> 'sha256' as sha256,
    json_extract_string(body -> 'files', $digest::varchar) as part,
    hash
from journal
where
    action = 'export.made'
    and body <> ''
    and seq <= $at_seq::bigint
    and (
        $digest::varchar is null
        or (body ->> 'sha256') = $digest::varchar
        or json_exists(body -> 'files', $digest::varchar)
    )
order by (body ->> 'sha256') is distinct from $digest::varchar, seq desc
limit $row_limit::bigint
