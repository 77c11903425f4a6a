-- Who does the work, and under whom: of each engagement that has a later state, the entry since which both are as they
-- are. What was confirmed, audited or permitted before it was confirmed, audited or permitted of another.
create or replace macro placed(at_seq, scope) as table
select id as engagement_id, placed_seq as seq
from subcontracts(at_seq)
where revision > 1 and (scope is null or contract_id = scope)
union all
select id as engagement_id, placed_seq as seq
from contracts(at_seq)
where revision > 1 and (scope is null or id = scope);
