-- What a search of the periodic reports looks at: the number of each, its contract and who reported; a line a text.
select
    report.id,
    concat_ws(chr(10), report.number, contract.number, contract.title, organisation.name) as words
from periodic_reports($at_seq::bigint) as report
inner join contracts($at_seq::bigint) as contract on report.contract_id = contract.id
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
order by report.id
