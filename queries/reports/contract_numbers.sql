-- The contracts on file by their numbers, with their titles: what an export can be bounded to. At most row_limit rows.
select number, any_value(title order by id) as title
from contracts_of_day($as_of::date, $at_seq::bigint)
where number is not null
group by number
order by number
limit $row_limit::bigint
