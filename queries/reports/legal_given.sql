-- How many records of each kind are on file, and in how many of them each field is given: one row a kind, one column a
-- field. What is dated counts from its day on. A planned audit and a report still expected are left out: what they lack is
-- still to come.
select 'office' as kind, count(*) as records, count(columns('.*')) as '\0' from offices($at_seq::bigint)
union all by name
select 'organisation' as kind, count(*) as records, count(columns('.*')) as '\0' from organisations($at_seq::bigint)
union all by name
select 'contract' as kind, count(*) as records, count(columns('.*')) as '\0' from contracts($at_seq::bigint)
union all by name
select 'subcontract' as kind, count(*) as records, count(columns('.*')) as '\0' from subcontracts($at_seq::bigint)
union all by name
select 'permission_request' as kind, count(*) as records, count(columns('.*')) as '\0'
from permission_requests($at_seq::bigint)
where requested_on is null or requested_on <= $as_of::date
union all by name
select 'permission_decision' as kind, count(*) as records, count(columns('.*')) as '\0'
from permission_decisions($at_seq::bigint)
where decided_on is null or decided_on <= $as_of::date
union all by name
select 'handling_confirmation' as kind, count(*) as records, count(columns('.*')) as '\0'
from handling_confirmations($at_seq::bigint)
where confirmed_on is null or confirmed_on <= $as_of::date
union all by name
select 'audit' as kind, count(*) as records, count(columns('.*')) as '\0'
from audits($at_seq::bigint)
where audited_on <= $as_of::date
union all by name
select 'periodic_report' as kind, count(*) as records, count(columns('.*')) as '\0'
from periodic_reports($at_seq::bigint)
where submitted_on <= $as_of::date
union all by name
select 'disposal' as kind, count(*) as records, count(columns('.*')) as '\0' from disposals($at_seq::bigint)
where disposed_on is null or disposed_on <= $as_of::date
union all by name
select 'incident' as kind, count(*) as records, count(columns('.*')) as '\0' from incidents($at_seq::bigint)
where occurred_on is null or occurred_on <= $as_of::date
union all by name
select 'finding' as kind, count(*) as records, count(columns('.*')) as '\0' from findings($at_seq::bigint)
where found_on is null or found_on <= $as_of::date
union all by name
select 'checklist' as kind, count(*) as records, count(columns('.*')) as '\0' from checklists($at_seq::bigint)
union all by name
select 'journal_review' as kind, count(*) as records, count(columns('.*')) as '\0'
from journal_reviews($at_seq::bigint)
union all by name
select 'document' as kind, count(*) as records, count(columns('.*')) as '\0' from documents($at_seq::bigint)
order by kind
