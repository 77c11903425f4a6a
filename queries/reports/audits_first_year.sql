-- The first fiscal year that has an audit, done or planned; null without one.
select min(coalesce(fiscal_year, year(coalesce(audited_on, planned_on) - interval 3 month))) as fiscal_year
from audits($at_seq::bigint)
