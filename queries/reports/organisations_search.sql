-- What a search of the organisations looks at: name, reading, corporate number, address and representative of each.
select
    id,
    concat_ws(chr(10), name, kana, corporate_number, address, representative) as words
from organisations($at_seq::bigint)
order by id
