-- Every organisation on file, with its state as the journal holds it.
select 'organisation' as kind, organisation.id, organisation.revision, journal.body
from organisation
inner join journal on organisation.seq_from = journal.seq
where organisation.seq_to = 9223372036854775807
order by organisation.seq_from;
