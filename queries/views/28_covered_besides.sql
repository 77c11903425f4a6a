-- The further engagements that the confirmations on file at at_seq cover: one row a confirmation and engagement.
-- counted_seq: the entry since which it is named in an unbroken run of states, and the result is what it is; before that
-- the confirmation said nothing of it. named_seq: the entry since which it is named, whatever the result. What another organisation did at that time is not covered, whatever is named.
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
),

besides as (
    select
        id,
        engagement_id,
        any_value(contract_id) as contract_id,
        max(seq_from) filter (is_turn) as since_seq
    from run
    group by id, engagement_id
    having max(seq_to) > at_seq
),

work as (
    select id as engagement_id, organisation_id, seq_from, seq_to from contract
    union all
    select id as engagement_id, organisation_id, seq_from, seq_to from subcontract
)

select
    besides.id,
    besides.contract_id,
    besides.engagement_id,
    record.engagement_id as own_engagement_id,
    record.confirmed_seq,
    besides.since_seq as named_seq,
    greatest(record.confirmed_seq, besides.since_seq) as counted_seq
from besides
inner join handling_confirmations(at_seq) as record
    on besides.id = record.id and besides.engagement_id <> record.engagement_id
left join work as own
    on record.engagement_id = own.engagement_id
    and record.confirmed_seq between own.seq_from and own.seq_to - 1
left join work as other
    on besides.engagement_id = other.engagement_id
    and greatest(record.confirmed_seq, besides.since_seq) between other.seq_from and other.seq_to - 1
where coalesce(own.organisation_id = other.organisation_id, true);
