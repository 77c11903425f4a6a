-- What falls due within twelve months of as_of: audits, confirmations and permissions of work under way, one row a
-- month and kind. Dates that have passed are not here: they are the overdue ones.
select
    cast(date_trunc('month', due_on) as date) as month,
    'due_' || what as kind,
    count(*) as due
from due_day as due
where
    what in ('audit', 'confirmation', 'permission')
    and due_on >= $as_of::date
    and due_on < date_trunc('month', $as_of::date) + interval 12 month
group by all
order by month, kind
