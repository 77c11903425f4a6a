-- Is the final report on one incident ($incident: its id; $contract: that of its contract) to be made and not on record?
-- One row, if it is known by as_of.
with work as (
    from engagements($as_of::date, $at_seq::bigint, $contract::varchar)
)

select has_clocks and finally_reported_on is null as is_final_due
from incident_clocks($as_of::date, $at_seq::bigint, $contract::varchar, 'work')
where id = $incident::varchar
order by id
