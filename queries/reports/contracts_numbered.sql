-- Which contracts on file bear a number? It is compared as identifiers are kept, so spelling makes no difference.
select id, number, title
from contracts($at_seq::bigint)
where number = $number::varchar
order by starts_on desc nulls last, id
