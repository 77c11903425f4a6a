-- The findings made of one confirmation ($confirmation: its id), in the order of their items.
select id, item_code, content, owner, due_on, state
from findings($at_seq::bigint)
where confirmation_id = $confirmation::varchar
order by item_code nulls last, seq_from, id
