-- Whose work goes on over the turn of the year: one row an engagement and one that it went on from, by whatever number of
-- years (former_id), as known at at_seq, with the day on which that began. The line ends where the work was with another
-- organisation, was no entrustment or touched no personal data: what follows begins anew. What was asked for and never
-- permitted did not begin. scope bounds whose line is told, not how far back it reaches.
-- Few rows go on from another in most ledgers, which no estimate knows of a recursion: passed through a list they are
-- taken for few, and it is in them that the large tables are looked up.
create or replace macro lines(at_seq, scope) as table
with recursive successor as (
    select unnest(found.rows, recursive := true)
    from (
        select list(successor) as rows
        from (
            select id as engagement_id, id as contract_id, previous_id, organisation_id
            from contracts(at_seq)
            where previous_id is not null
            union all
            select id as engagement_id, contract_id, previous_id, organisation_id
            from subcontracts(at_seq)
            where previous_id is not null
        ) as successor
    ) as found
),

link as materialized (
    select
        successor.engagement_id,
        successor.contract_id,
        former.id as former_id,
        former.starts_on,
        false as is_planned
    from successor
    inner join contracts(at_seq) as former
        on successor.previous_id = former.id and successor.organisation_id = former.organisation_id
    where
        coalesce(former.data_class, 'unknown') <> 'none'
        and coalesce(former.entrustment, 'entrusted') = 'entrusted'
    union all
    select
        successor.engagement_id,
        successor.contract_id,
        former.id as former_id,
        coalesce(former.actual_started_on, former.starts_on) as starts_on,
        former.origin is not distinct from 'requested' and former.actual_started_on is null as is_planned
    from successor
    inner join subcontracts(at_seq) as former
        on successor.previous_id = former.id and successor.organisation_id = former.organisation_id
    inner join contracts(at_seq) as contract on former.contract_id = contract.id
    where
        coalesce(former.data_class, contract.data_class, 'unknown') <> 'none'
        and coalesce(contract.entrustment, 'entrusted') = 'entrusted'
),

permitted as (
    select distinct link.former_id
    from link
    inner join permission_decisions(at_seq) as decision on link.former_id = decision.engagement_id
    where link.is_planned and decision.is_grant and decision.decided_for = 'office'
),

-- As a set, so that a line which bites its own tail ends.
line as (
    select engagement_id, former_id, starts_on, is_planned
    from link
    where scope is null or contract_id = scope
    union
    select line.engagement_id, link.former_id, link.starts_on, link.is_planned
    from line
    inner join link on line.former_id = link.engagement_id
)

select unnest(found.rows, recursive := true)
from (
    select
        list(
            struct_pack(
                engagement_id := line.engagement_id,
                former_id := line.former_id,
                starts_on := case when not line.is_planned or permitted.former_id is not null then line.starts_on end
            )
        ) as rows
    from line
    left join permitted on line.former_id = permitted.former_id
) as found;
