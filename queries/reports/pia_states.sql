-- What was on file by as_of, state by state, of what table II-4 of the PIA statement asks of a contract ($contracts: ids):
-- one row a state, in the order in which they were recorded, each with the office's day of that.
select
    state.id as contract_id,
    office_day(state.recorded_at) as recorded_on,
    state.title,
    state.organisation_id,
    organisation.name as organisation,
    state.persons_band,
    state.persons_scope,
    state.handlers,
    state.transfers,
    state.transfer_note,
    state.name_known_by
from contract as state
left join organisations($at_seq::bigint) as organisation on state.organisation_id = organisation.id
where
    state.seq_from <= $at_seq::bigint
    and state.seq_from < state.seq_to
    and office_day(state.recorded_at) <= $as_of::date
    and ($contracts::varchar[] is null or state.id in (select unnest($contracts::varchar[])))
order by state.id, state.seq_from
