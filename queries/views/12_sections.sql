-- Which section has taken over from which by as_of, as known at at_seq: one row a former section, with the one that its
-- work has come to through all reorganisations since (組織改正).
create or replace macro section_successors(as_of, at_seq) as table
with recursive change as (
    select change.section, change.successor, change.from_on
    from (select unnest(reorganisations) as change from offices(at_seq))
    where change.from_on <= as_of
),

heir as (
    select section, successor, from_on, 1 as step from change
    union all
    select heir.section, change.successor, change.from_on, heir.step + 1 as step
    from heir
    inner join change on heir.successor = change.section and change.from_on >= heir.from_on
    where heir.step < 20
)

select section, arg_max(successor, step) as successor
from heir
group by section;

-- The contracts as known at at_seq, each under the section that answers for it as of as_of.
create or replace macro contracts_of_day(as_of, at_seq) as table
select contract.* replace (coalesce(heir.successor, contract.section) as section)
from contracts(at_seq) as contract
left join section_successors(as_of, at_seq) as heir on contract.section = heir.section;
