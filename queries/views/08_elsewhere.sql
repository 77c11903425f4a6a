-- From which entry to which a subcontract was with another organisation, or under another tier, than it is now: one row a
-- span. What was asked, permitted, confirmed or audited then was so of another.
create or replace macro tiers_elsewhere(at_seq, scope) as table
select
    earlier.id as engagement_id,
    earlier.seq_from,
    earlier.seq_to
from subcontract as earlier
inner join subcontracts(at_seq) as subcontract on earlier.id = subcontract.id
where
    subcontract.revision > 1
    and (scope is null or subcontract.contract_id = scope)
    and earlier.seq_from < least(earlier.seq_to, subcontract.seq_from)
    and (
        earlier.organisation_id is distinct from subcontract.organisation_id
        or earlier.parent_id is distinct from subcontract.parent_id
    );

-- The same of every engagement; a contract can only have been with another contractor.
create or replace macro elsewhere(at_seq, scope) as table
select
    engagement_id,
    seq_from,
    seq_to
from tiers_elsewhere(at_seq, scope)
union all
select
    earlier.id as engagement_id,
    earlier.seq_from,
    earlier.seq_to
from contract as earlier
inner join contracts(at_seq) as contract on earlier.id = contract.id
where
    contract.revision > 1
    and (scope is null or contract.id = scope)
    and earlier.seq_from < least(earlier.seq_to, contract.seq_from)
    and earlier.organisation_id is distinct from contract.organisation_id;
