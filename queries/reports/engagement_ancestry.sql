-- Through whom does one engagement hang under the office? From the contractor down to itself.
select
    status.engagement_id,
    status.tier,
    status.organisation,
    status.permission_state,
    status.grounded,
    status.data_class,
    status.starts_on,
    status.ends_on,
    status.permitted_until_on
from (
    with recursive ancestor as (
        select engagement_id, parent_id
        from named_status as status
        where engagement_id = $engagement::varchar
        union all
        select above.engagement_id, above.parent_id
        from named_status as above
        inner join ancestor on above.engagement_id = ancestor.parent_id
    )

    select engagement_id from ancestor
) as ancestor
inner join named_status as status on ancestor.engagement_id = status.engagement_id
order by status.tier, status.engagement_id
