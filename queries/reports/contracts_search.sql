-- What a search of the contracts looks at: number, title and contractor (name, reading, corporate number) of each.
select
    contract.id,
    concat_ws(chr(10), contract.number, contract.title, organisation.name, organisation.kana, organisation.corporate_number)
        as words
from contracts($at_seq::bigint) as contract
left join organisations($at_seq::bigint) as organisation on contract.organisation_id = organisation.id
order by contract.id
