-- The days on which a contractor declared that it subcontracts nothing, up to as_of, as known at at_seq: one row a
-- declaration. It is made by itself, on the contract, or in a periodic report, on the day of its submission.
create or replace macro declarations(as_of, at_seq, scope) as table
select id as contract_id, none_declared_on as declared_on, 'contract' as declared_in, id as record_id
from contracts(at_seq)
where none_declared_on <= as_of and (scope is null or id = scope)
union all
select contract_id, submitted_on as declared_on, 'periodic_report' as declared_in, id as record_id
from periodic_reports(at_seq)
where subcontracting = 'none' and submitted_on <= as_of and (scope is null or contract_id = scope);
