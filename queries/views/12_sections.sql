-- Which section has taken over from which by as_of, as known at at_seq: one row a former section and the day on which it
-- was dissolved, with the one that its work has come to through all reorganisations since (組織改正). A name may be used
-- again, so that each day stands for a section of its own.
create or replace macro section_successors(as_of, at_seq) as table
with recursive change as (
    select change.section, change.successor, change.from_on
    from (select unnest(reorganisations) as change from offices(at_seq))
    where change.from_on <= as_of
),

heir as (
    select section, from_on as until_on, successor, from_on, 1 as step from change
    union all
    (
        select heir.section, heir.until_on, change.successor, change.from_on, heir.step + 1 as step
        from heir
        inner join change on heir.successor = change.section and change.from_on >= heir.from_on
        where heir.step < 20
        qualify row_number() over (partition by heir.section, heir.until_on order by change.from_on) = 1
    )
)

select section, until_on, arg_max(successor, step) as successor
from heir
group by section, until_on;

-- The contracts as known at at_seq, each under the section that answers for it as of as_of. What it names is the section
-- of that name on its first day, or on the day on which it came on record if that was before; where it was handed over
-- since, on the day on which that was recorded.
create or replace macro contracts_of_day(as_of, at_seq) as table
with named as (
    select
        kept.*,
        case
            when kept.assigned_seq = first.seq_from then coalesce(kept.starts_on, kept.signed_on)
        end as first_on,
        least(first_on, office_day(kept.assigned_at)) as named_on
    from contracts(at_seq) as kept
    inner join contract as first on kept.id = first.id and first.revision = 1
)

select contract.* exclude (first_on, named_on) replace (coalesce(heir.successor, contract.section) as section)
from named as contract
asof left join section_successors(as_of, at_seq) as heir
    on contract.section = heir.section and contract.named_on < heir.until_on;
