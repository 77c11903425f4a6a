-- The further engagements that the confirmations on file at at_seq cover: one row a confirmation and engagement, with the
-- entry since which it is named in an unbroken run of states. Before that the confirmation said nothing of it.
create or replace macro covered_besides(at_seq, scope) as table
with named as (
    select distinct handling_confirmation_id as id, contract_id, engagement_id, seq_from, seq_to
    from handling_confirmation_further_engagement
    where (scope is null or contract_id = scope) and seq_from <= at_seq
),

run as (
    select
        *,
        lag(seq_to) over (partition by id, engagement_id order by seq_from) is distinct from seq_from as is_turn
    from named
)

select
    id,
    engagement_id,
    any_value(contract_id) as contract_id,
    max(seq_from) filter (is_turn) as since_seq
from run
group by id, engagement_id
having max(seq_to) > at_seq;
