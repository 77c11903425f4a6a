-- The contracts that end in a fiscal year ($first_day to $last_day) and were not carried over yet, of a section if one is
-- given: one row a contract, with how much of its chain would go on (see year_chain.sql) and how much is under way but
-- would not. `found` is how many contracts there are. $sorted_by: the column that they are in the order of; their sections
-- where none is given.
with below as (
    select
        contract_id,
        count(*) filter (is_carried) as carried,
        count(*) filter (not is_carried) as left_out
    from (
        select
            status.contract_id,
            goes_on(status.grounded, status.is_begun, status.ends_on, contract.ends_on) as is_carried
        from status
        inner join contracts($at_seq::bigint) as contract on status.contract_id = contract.id
        where status.tier > 1
    )
    group by contract_id
)

select
    status.engagement_id as contract_id,
    status.contract_number,
    status.contract_title,
    status.section,
    status.organisation,
    status.starts_on,
    status.ends_on,
    status.data_class,
    status.confirmed_on,
    status.confirmation_state,
    status.standing,
    coalesce(below.carried, 0) as carried,
    coalesce(below.left_out, 0) as left_out,
    count(*) over () as found
from named_status as status
left join below on status.engagement_id = below.contract_id
where
    status.tier = 1
    and status.ends_on between $first_day::date and $last_day::date
    and ($section::varchar is null or status.section = $section::varchar)
    -- Neither what is no entrustment nor what was given up before its end goes on.
    and status.engagement_id in (
        select id
        from contracts($at_seq::bigint)
        where
            coalesce(entrustment, 'entrusted') = 'entrusted'
            and not coalesce(ended_day(stage, ended_on, staged_at) < ends_on, false)
    )
    and status.engagement_id not in (
        select previous_id from contracts($at_seq::bigint) where previous_id is not null
    )
order by
    case coalesce($sorted_by::varchar, 'section')
        when 'section' then status.section
        when 'ends_on' then cast(status.ends_on as varchar)
        when 'organisation' then status.organisation
    end nulls last,
    status.contract_number,
    status.engagement_id
limit $row_limit::bigint
