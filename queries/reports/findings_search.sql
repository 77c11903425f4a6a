-- What a search of the findings looks at: number, content and owner of each, whom it concerns, the numbers of its
-- contract and of its audit; a line a text.
select
    finding.id,
    concat_ws(
        chr(10), finding.number, replace(finding.content, chr(10), ' '), finding.owner, status.organisation, contract.number,
        audit.number
    ) as words
from findings($at_seq::bigint) as finding
left join named_status as status on finding.engagement_id = status.engagement_id
left join contracts($at_seq::bigint) as contract on finding.contract_id = contract.id
left join audits($at_seq::bigint) as audit on finding.audit_id = audit.id
order by finding.id
