-- Which contracts on file bear one of these numbers? Compared as identifiers are kept, so spelling makes no difference.
select id, number, title
from contracts($at_seq::bigint)
where list_contains($numbers::varchar[], number)
order by starts_on desc nulls last, id
