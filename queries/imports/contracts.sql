-- The contracts on file of these numbers or titles, with their state as the journal holds it.
select 'contract' as kind, contract.id, contract.revision, journal.body
from contract
inner join journal on contract.seq_from = journal.seq
where
    contract.seq_to = 9223372036854775807
    and (
        contract.number in (select unnest($numbers::varchar[]))
        or contract.title in (select unnest($titles::varchar[]))
    )
order by contract.seq_from;
