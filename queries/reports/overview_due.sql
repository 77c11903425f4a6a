-- What falls due within twelve months of as_of: audits, confirmations and permissions of work under way, one row a
-- month and kind. Dates that have passed are not here: they are the overdue ones.
with dated as (
    select 'due_audit' as kind, next_audit_due_on as due_on
    from status
    where is_live
    union all
    select 'due_confirmation' as kind, confirmation_until_on as due_on
    from status
    where is_live and handles_personal
    union all
    select 'due_permission' as kind, permitted_until_on as due_on
    from status
    where is_live and needs_permission
)

select
    cast(date_trunc('month', due_on) as date) as month,
    kind,
    count(*) as due
from dated
where due_on >= $as_of::date and due_on < date_trunc('month', $as_of::date) + interval 12 month
group by all
order by month, kind
