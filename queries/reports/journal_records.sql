-- How many records of each kind stand in the ledger as known at at_seq.
select 'organisation' as kind, count(*) as records from organisations($at_seq::bigint)
union all
select 'contract' as kind, count(*) as records from contracts($at_seq::bigint)
union all
select 'subcontract' as kind, count(*) as records from subcontracts($at_seq::bigint)
union all
select 'permission_request' as kind, count(*) as records from permission_requests($at_seq::bigint)
union all
select 'permission_decision' as kind, count(*) as records from permission_decisions($at_seq::bigint)
union all
select 'handling_confirmation' as kind, count(*) as records from handling_confirmations($at_seq::bigint)
union all
select 'audit' as kind, count(*) as records from audits($at_seq::bigint)
union all
select 'finding' as kind, count(*) as records from findings($at_seq::bigint)
union all
select 'checklist' as kind, count(*) as records from checklists($at_seq::bigint)
union all
select 'document' as kind, count(*) as records from documents($at_seq::bigint)
union all
select 'journal_review' as kind, count(*) as records from journal_reviews($at_seq::bigint)
union all
select 'periodic_report' as kind, count(*) as records from periodic_reports($at_seq::bigint)
union all
select 'disposal' as kind, count(*) as records from disposals($at_seq::bigint)
union all
select 'incident' as kind, count(*) as records from incidents($at_seq::bigint)
order by kind
