-- What is to be done, by whom: each row of `due_day` with the section and the officer that it falls to, those of its
-- contract; a finding falls to its owner, and to its own section where it is of no contract.
select
    due.*,
    contract.number as contract_number,
    contract.title as contract_title,
    coalesce(contract.section, finding.section) as section,
    coalesce(finding.owner, contract.officer) as officer
from due_day as due
left join contracts_of_day($as_of::date, $at_seq::bigint) as contract on due.contract_id = contract.id
left join findings($at_seq::bigint) as finding on due.subject_kind = 'finding' and due.subject_id = finding.id
