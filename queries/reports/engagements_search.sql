-- What a search of the engagements looks at: number, title and section of the contract, and the organisation of each; a
-- line a text.
select
    engagement_id as id,
    concat_ws(chr(10), contract_number, contract_title, section, organisation) as words
from named_status as status
order by engagement_id
